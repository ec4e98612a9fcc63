package io.parley.sandbox.phone;

import io.parley.sandbox.account.Accounts;
import io.parley.sandbox.account.BusinessNumber;
import io.parley.sandbox.account.Customer;
import io.parley.sandbox.account.Customers;
import io.parley.sandbox.behaviour.Expect;
import io.parley.sandbox.behaviour.InvalidSetting;
import io.parley.sandbox.meta.MetaJson;
import io.parley.sandbox.meta.Wamids;
import io.parley.sandbox.traffic.ServiceWindows;
import io.parley.sandbox.traffic.Traffic;
import io.parley.sandbox.webhook.Deliveries;
import io.parley.sandbox.webhook.WebhookBodies;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Plays a customer who writes: the message becomes a signed webhook, and the customer's service window opens. */
@Component
class WriteMessage {

    private static final String DEFAULT_TEXT = "Hello from the sandbox";

    private final Accounts accounts;
    private final Customers customers;
    private final Conversation conversation;
    private final WebhookBodies bodies;
    private final Deliveries deliveries;
    private final Wamids wamids;
    private final SentFile files;

    WriteMessage(
            Accounts accounts,
            Customers customers,
            Conversation conversation,
            WebhookBodies bodies,
            Deliveries deliveries,
            Pen pen) {
        this.wamids = pen.wamids();
        this.files = pen.files();
        this.accounts = accounts;
        this.customers = customers;
        this.conversation = conversation;
        this.bodies = bodies;
        this.deliveries = deliveries;
    }

    /** What a message is made of besides what the customer says. */
    @Component
    record Pen(Wamids wamids, SentFile files) {}

    Written write(InboundRequest request) {
        var number = number(request.phoneNumberId());
        var customer = request.customer(number.businessAccountId(), customers);
        customers.remember(customer);
        var timestamp = request.timestamp(conversation.nowSeconds());
        var messages = new ArrayList<ObjectNode>();
        for (int i = 0; i < request.count(); i++) {
            messages.add(message(request, number, customer, timestamp));
        }
        conversation.heard(number, customer, timestamp, messages.size());
        var writers = "system".equals(request.type()) ? List.<Customer>of() : List.of(customer);
        var delivery = deliveries.deliver(number, bodies.messages(number, writers, messages));
        var ids = messages.stream().map(message -> message.get("id").asString()).toList();
        return new Written(number.id(), ids, delivery.webhookStatus(), delivery.webhookError());
    }

    private BusinessNumber number(@Nullable String id) {
        if (id == null) {
            return accounts.latest()
                    .orElseThrow(() -> new InvalidSetting(
                            "phoneNumberId", "missing (expected: an id, as no number is known yet)"));
        }
        return accounts.number(id)
                .orElseThrow(() -> new InvalidSetting("phoneNumberId", id + " (expected: 5 to 25 digits)"));
    }

    private ObjectNode message(InboundRequest request, BusinessNumber number, Customer customer, long timestamp) {
        var message = MetaJson.object();
        if (customer.phone() != null) {
            message.put("from", customer.phone());
        }
        if (customer.userId() != null) {
            message.put("from_user_id", customer.userId());
        }
        message.put("id", wamids.inbound(customer.key()));
        message.put("timestamp", Long.toString(timestamp));
        message.put("type", request.type());
        if (request.context() != null) {
            var context =
                    message.putObject("context").put("from", number.display().digits());
            context.setAll(request.context());
        }
        if (request.media() != null) {
            var file = files.read(request.media(), number);
            message.put("type", file.type());
            message.set(file.type(), file.content());
        } else if ("text".equals(request.type())) {
            message.putObject("text").put("body", request.text() == null ? DEFAULT_TEXT : request.text());
        } else {
            Expect.that(
                    "text", request.text() == null, request.text() == null ? "" : "given", "text with type text only");
            Expect.that("message", request.message() != null, "missing", "Meta's element for type " + request.type());
        }
        if (request.message() != null) {
            message.setAll(request.message());
        }
        return message;
    }

    /** What was written and how the receiver took it; the status is absent where there was no answer. */
    record Written(
            String phoneNumberId,
            List<String> wamids,
            @Nullable Integer webhookStatus,
            @Nullable String webhookError) {}

    /** The consequences that a customer's writing has inside WhatsApp. */
    @Component
    static final class Conversation {

        private final ServiceWindows windows;
        private final Traffic traffic;
        private final Clock clock;

        Conversation(ServiceWindows windows, Traffic traffic, Clock clock) {
            this.windows = windows;
            this.traffic = traffic;
            this.clock = clock;
        }

        long nowSeconds() {
            return clock.instant().getEpochSecond();
        }

        void heard(BusinessNumber number, Customer customer, long timestamp, int messages) {
            windows.opened(number, customer, timestamp * 1_000);
            traffic.receive(number, messages);
        }
    }
}
