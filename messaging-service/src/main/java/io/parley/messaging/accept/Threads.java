package io.parley.messaging.accept;

import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import io.parley.kit.web.ProblemException;
import io.parley.messaging.MessagingError;
import io.parley.messaging.customer.Customers;
import io.parley.messaging.message.ConversationId;
import io.parley.messaging.number.Numbers;
import io.parley.messaging.number.WhatsAppNumber;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Knows where a customer's thread runs, and whether it is open for more than templates. */
@Repository
class Threads {

    /** Cloud API, "Customer service windows": from the customer's latest message on. */
    private static final Duration WINDOW = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final Numbers numbers;
    private final Customers customers;

    Threads(JdbcClient jdbc, Numbers numbers, Customers customers) {
        this.jdbc = jdbc;
        this.numbers = numbers;
        this.customers = customers;
    }

    /** Returns the message that {@code field} names; throws {@link ProblemException} where WhatsApp knows none such. */
    Quoted quoted(TenantId tenant, UUID id, String field) {
        return jdbc.sql("""
                        select conversation_id, phone_number_id, wamid from message
                        where tenant_id = ? and id = ? and wamid is not null""")
                .param(tenant.value())
                .param(id)
                .query((row, count) -> new Quoted(
                        field, row.getObject("conversation_id", UUID.class), row.getString(2), row.getString(3)))
                .optional()
                .orElseThrow(() -> ProblemException.ofField(field, "is not a message that WhatsApp knows"));
    }

    /** Returns the tenant's numbers; throws {@link ProblemException} where none of them can send. */
    List<WhatsAppNumber> numbersOf(TenantId tenant) {
        var all = numbers.ofTenants(List.of(tenant));
        if (all.stream().allMatch(number -> number.accessTokenEncrypted() == null)) {
            throw notConfigured("Connect a WhatsApp number with its access token in the settings first");
        }
        return all;
    }

    /**
     * Returns the one of {@code all} numbers to send from: the one asked for, else the one of the message that is answered, else the one on
     * which tenant and customer last wrote to each other, else the tenant's default one. Throws {@link ProblemException}
     * where that one cannot send.
     */
    WhatsAppNumber choose(List<WhatsAppNumber> all, Optional<String> from, Optional<Quoted> quoted, UUID customer) {
        var usable = all.stream()
                .filter(number -> number.accessTokenEncrypted() != null)
                .toList();
        if (from.isPresent()) {
            return find(usable, from.get())
                    .orElseThrow(() -> find(all, from.get())
                            .map(number ->
                                    notConfigured("This number has no access token; give it one in the settings first"))
                            .orElseGet(() -> ProblemException.ofField("from", "is not one of your phone number ids")));
        }
        if (quoted.isPresent()) {
            return find(usable, quoted.get().phoneNumberId())
                    .orElseThrow(() -> ProblemException.ofField(
                            quoted.get().field(), "is a message of a number that can no longer send"));
        }
        return usable.size() == 1 ? usable.getFirst() : latest(usable, customer).orElse(usable.getFirst());
    }

    private static Optional<WhatsAppNumber> find(List<WhatsAppNumber> numbers, String phoneNumberId) {
        return numbers.stream()
                .filter(number -> number.phoneNumberId().equals(phoneNumberId))
                .findFirst();
    }

    private static ProblemException notConfigured(String message) {
        return ProblemException.of(MessagingError.WHATSAPP_NOT_CONFIGURED, message);
    }

    /** Throws {@link ProblemException} where {@code quoted} does not stand in one of the threads of number and customer. */
    void requireSame(TenantId tenant, Quoted quoted, WhatsAppNumber number, UUID customer) {
        if (!threads(tenant, List.of(number.phoneNumberId()), customer).contains(quoted.conversation())) {
            throw ProblemException.ofField(quoted.field(), "is a message of another conversation");
        }
    }

    /** Throws {@link ProblemException} where the tenant minds and the customer has not written within the last 24 hours. */
    void requireOpenWindow(TenantId tenant, String phoneNumberId, UUID customer, Instant now) {
        if (!numbers.enforcesWindow(tenant)) {
            return;
        }
        var latest = jdbc.sql("""
                        select created_at from message
                        where tenant_id = ? and conversation_id = any (?::uuid[]) and direction = 'INBOUND' and origin is null
                          and (type <> 'SYSTEM' or content ->> 'kind' = 'request_welcome')
                        order by created_at desc limit 1""")
                .param(tenant.value())
                .param(Columns.of(threads(tenant, List.of(phoneNumberId), customer), id -> id))
                .query(OffsetDateTime.class)
                .optional()
                .map(at -> at.toInstant().plus(WINDOW));
        if (latest.filter(now::isBefore).isEmpty()) {
            throw ProblemException.of(
                    MessagingError.CUSTOMER_SERVICE_WINDOW_CLOSED,
                    latest.map(end -> "The customer has not written for 24 hours (the window closed at " + end
                                    + "); send a template instead")
                            .orElse("The customer has not written yet; send a template instead"));
        }
    }

    private Optional<WhatsAppNumber> latest(List<WhatsAppNumber> usable, UUID customer) {
        var tenant = usable.getFirst().tenant();
        var ids = usable.stream().map(WhatsAppNumber::phoneNumberId).toList();
        return jdbc.sql("""
                        select latest.phone_number_id
                        from unnest(?::uuid[]) as thread (id) cross join lateral (
                          select phone_number_id, created_at from message
                          where tenant_id = ? and conversation_id = thread.id order by created_at desc limit 1) latest
                        order by latest.created_at desc limit 1""")
                .param(Columns.of(threads(tenant, ids, customer), id -> id))
                .param(tenant.value())
                .query(String.class)
                .optional()
                .flatMap(id -> find(usable, id));
    }

    /** The threads on some numbers with one person, who may have been several customers before. */
    private List<UUID> threads(TenantId tenant, List<String> phoneNumberIds, UUID customer) {
        return customers.allOf(tenant, customer).stream()
                .flatMap(one -> phoneNumberIds.stream().map(number -> ConversationId.of(tenant, number, one)))
                .toList();
    }
}
