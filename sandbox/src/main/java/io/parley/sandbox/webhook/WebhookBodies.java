package io.parley.sandbox.webhook;

import io.parley.sandbox.account.BusinessNumber;
import io.parley.sandbox.account.Customer;
import io.parley.sandbox.account.Customers;
import io.parley.sandbox.ledger.AcceptedSend;
import io.parley.sandbox.meta.ErrorCatalogue;
import io.parley.sandbox.meta.MetaJson;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Builds the bodies of webhooks as Meta sends them. */
public final class WebhookBodies {

    private static final Set<String> WITH_CONTACTS = Set.of("sent", "delivered", "read", "played");
    private static final Set<String> WITH_PRICING = Set.of("sent", "delivered");

    private final Customers customers;

    public WebhookBodies(Customers customers) {
        this.customers = customers;
    }

    /** One POST with these messages of customers to one number. */
    public byte[] messages(BusinessNumber number, Collection<Customer> writers, List<ObjectNode> messages) {
        var body = MetaJson.object();
        var value = value(body, number);
        if (!writers.isEmpty()) {
            var contacts = value.putArray("contacts");
            writers.forEach(writer -> addContact(contacts, writer, true));
        }
        var array = value.putArray("messages");
        messages.forEach(array::add);
        return MetaJson.write(body);
    }

    /** One POST with a message that the business wrote in the app of its phone. */
    public byte[] echo(BusinessNumber number, ObjectNode message) {
        var body = MetaJson.object();
        value(body, number, "smb_message_echoes").putArray("message_echoes").add(message);
        return MetaJson.write(body);
    }

    /** One POST with these statuses, which all belong to one number. */
    byte[] statuses(BusinessNumber number, List<StatusReport> reports) {
        var body = MetaJson.object();
        var value = value(body, number);
        var recipients = new LinkedHashMap<String, ContactOfStatus>();
        for (var report : reports) {
            if (WITH_CONTACTS.contains(report.status())
                    && !report.send().recipient().group()) {
                var withUsername = !"sent".equals(report.status());
                recipients.putIfAbsent(
                        report.send().recipient().key(), new ContactOfStatus(customerOf(report), withUsername));
            }
        }
        if (!recipients.isEmpty()) {
            var contacts = value.putArray("contacts");
            recipients.values().forEach(contact -> addContact(contacts, contact.customer(), contact.withUsername()));
        }
        var statuses = value.putArray("statuses");
        reports.forEach(report -> addStatus(statuses, report));
        return MetaJson.write(body);
    }

    private static ObjectNode value(ObjectNode body, BusinessNumber number) {
        return value(body, number, "messages");
    }

    private static ObjectNode value(ObjectNode body, BusinessNumber number, String field) {
        body.put("object", "whatsapp_business_account");
        var entry = body.putArray("entry").addObject();
        entry.put("id", number.businessAccountId());
        var change = entry.putArray("changes").addObject();
        var value = change.putObject("value");
        change.put("field", field);
        value.put("messaging_product", "whatsapp");
        value.putObject("metadata")
                .put("display_phone_number", number.display().digits())
                .put("phone_number_id", number.id());
        return value;
    }

    private Customer customerOf(StatusReport report) {
        var recipient = report.send().recipient();
        if (recipient.waId() != null) {
            return customers.byPhone(recipient.waId(), report.number().businessAccountId());
        }
        return customers.byUserId(recipient.key());
    }

    private void addStatus(ArrayNode statuses, StatusReport report) {
        var send = report.send();
        var recipient = send.recipient();
        var status = statuses.addObject();
        status.put("id", send.wamid());
        status.put("status", report.status());
        status.put("timestamp", Long.toString(report.epochSecond()));
        if (recipient.group()) {
            status.put("recipient_id", recipient.input()).put("recipient_type", "group");
            status.put("recipient_participant_id", Customers.DEFAULT_PHONE);
        } else {
            addRecipient(status, report);
        }
        if (send.callbackData() != null) {
            status.put("biz_opaque_callback_data", send.callbackData());
        }
        if (WITH_PRICING.contains(report.status())) {
            addPricing(status, send);
        }
        if ("failed".equals(report.status()) && report.errorCode() != null) {
            addError(status, report.errorCode());
        }
    }

    private void addRecipient(ObjectNode status, StatusReport report) {
        @Nullable String waId = report.send().recipient().waId();
        if (waId != null) {
            status.put("recipient_id", waId);
        }
        var failedToPhone = waId != null && "failed".equals(report.status());
        if (!failedToPhone) {
            status.put("recipient_user_id", customerOf(report).userId());
        }
    }

    private static void addPricing(ObjectNode status, AcceptedSend send) {
        var billable = send.isTemplate() && !send.insideWindow();
        status.putObject("pricing")
                .put("billable", billable)
                .put("pricing_model", "PMP")
                .put("category", send.isTemplate() ? "utility" : "service")
                .put("type", billable ? "regular" : "free_customer_service");
    }

    private static void addError(ObjectNode status, int code) {
        var title = ErrorCatalogue.title(code);
        var error = status.putArray("errors").addObject();
        error.put("code", code).put("title", title).put("message", title);
        error.putObject("error_data").put("details", title);
        error.put("href", "/documentation/business-messaging/whatsapp/support/error-codes");
    }

    private static void addContact(ArrayNode contacts, Customer customer, boolean withUsername) {
        var contact = contacts.addObject();
        if (customer.name() != null || customer.username() != null) {
            var profile = contact.putObject("profile");
            if (customer.name() != null) {
                profile.put("name", customer.name());
            }
            if (withUsername && customer.username() != null) {
                profile.put("username", customer.username());
            }
        }
        if (customer.phone() != null) {
            contact.put("wa_id", customer.phone());
        }
        if (customer.userId() != null) {
            contact.put("user_id", customer.userId());
        }
    }

    private record ContactOfStatus(Customer customer, boolean withUsername) {}
}
