package io.parley.messaging.accept;

import io.parley.contract.MessageEvent;
import io.parley.contract.MessageType;
import io.parley.contract.TenantId;
import io.parley.kit.id.Ids;
import io.parley.kit.json.Json;
import io.parley.kit.outbox.Outbox;
import io.parley.kit.security.Caller;
import io.parley.kit.web.ProblemException;
import io.parley.messaging.customer.Customers;
import io.parley.messaging.customer.Identity;
import io.parley.messaging.customer.Sighting;
import io.parley.messaging.message.ConversationId;
import io.parley.messaging.message.MessageEvents;
import io.parley.messaging.message.MessageRow;
import io.parley.messaging.message.Recipient;
import io.parley.messaging.number.WhatsAppNumber;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Accepts a message for sending. The message, its place in the send queue and the event that says so commit together:
 * what was answered 201 will be sent, or fail with a reason, or be reported as unknown.
 */
@Service
class AcceptMessage {

    private final JdbcClient jdbc;
    private final Customers customers;
    private final Threads threads;
    private final Attachments attachments;
    private final Outbox outbox;
    private final Birth birth;

    AcceptMessage(
            JdbcClient jdbc, Customers customers, Threads threads, Attachments attachments, Outbox outbox, Birth birth) {
        this.jdbc = jdbc;
        this.customers = customers;
        this.threads = threads;
        this.attachments = attachments;
        this.outbox = outbox;
        this.birth = birth;
    }

    /** Where a message's id and time come from. */
    @Service
    record Birth(Ids ids, Clock clock) {}

    /**
     * Stores and queues {@code draft}; throws {@link ProblemException} where the tenant cannot send it. Has to run in a
     * transaction.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public MessageEvent accept(Caller caller, Draft draft) {
        var tenant = caller.tenant();
        draft.replyTo().ifPresent(id -> wamidOf(tenant, id, "replyTo"));
        var said = draft.type() == MessageType.REACTION
                ? draft.saying(reaction(tenant, draft.content()))
                : attachments.attach(tenant, draft);
        var now = birth.clock().instant().truncatedTo(ChronoUnit.MICROS);
        var customer =
                customers.resolve(List.of(sighting(tenant, draft.to(), now))).getFirst();
        var number = threads.numberFor(tenant, draft.from(), customer);
        var conversation = ConversationId.of(tenant, number.phoneNumberId(), customer);
        if (draft.type() != MessageType.TEMPLATE) {
            threads.requireOpenWindow(tenant, conversation, now);
        }
        var message = insert(caller, said, number, new Place(birth.ids().next(), conversation, customer, now));
        enqueue(tenant, message, now);
        outbox.add(MessageEvents.queued(tenant, message));
        return message;
    }

    private Map<String, Object> reaction(TenantId tenant, Map<String, Object> content) {
        var field = "content.messageId";
        try {
            var id = UUID.fromString(String.valueOf(content.get("messageId")));
            var reaction = new LinkedHashMap<>(content);
            reaction.put("whatsappId", wamidOf(tenant, id, field));
            return reaction;
        } catch (IllegalArgumentException e) {
            throw ProblemException.ofField(field, "must be a UUID");
        }
    }

    private String wamidOf(TenantId tenant, UUID id, String field) {
        return jdbc.sql("select wamid from message where tenant_id = ? and id = ? and wamid is not null")
                .param(tenant.value())
                .param(id)
                .query(String.class)
                .optional()
                .orElseThrow(() -> ProblemException.ofField(field, "is not a message that WhatsApp knows"));
    }

    /** The recipient as a sighting that carries no profile, and so changes none. */
    private static Sighting sighting(TenantId tenant, Recipient to, Instant now) {
        return switch (to) {
            case Recipient.Phone(var phone) ->
                new Sighting(
                        tenant, List.of(Identity.of(phone)), Optional.of(phone), Optional.empty(), null, null, now);
            case Recipient.User(var identity) ->
                new Sighting(
                        tenant, List.of(identity), Optional.empty(), Optional.of(identity.value()), null, null, now);
        };
    }

    private MessageEvent insert(Caller caller, Draft draft, WhatsAppNumber number, Place place) {
        return jdbc.sql("""
                        insert into message (tenant_id, id, conversation_id, customer_id, phone_number_id, direction,
                          type, content, status, from_address, to_address, reply_to, resend_of, sent_by, created_at,
                          updated_at)
                        values (:tenant, :id, :conversation, :customer, :number, 'OUTBOUND',
                          :type, :content::jsonb, 'QUEUED', :from, :to, :replyTo, :resendOf, :sentBy,
                          :now::timestamptz, :now::timestamptz)
                        returning *""")
                .param("tenant", caller.tenant().value())
                .param("id", place.id())
                .param("conversation", place.conversation())
                .param("customer", place.customer())
                .param("number", number.phoneNumberId())
                .param("type", draft.type().name())
                .param("content", Json.events().writeValueAsString(draft.content()))
                .param("from", number.displayPhoneNumber())
                .param("to", draft.to().address())
                .param("replyTo", draft.replyTo().orElse(null))
                .param("resendOf", draft.resendOf().orElse(null))
                .param("sentBy", caller.user())
                .param("now", place.now().toString())
                .query((row, count) -> MessageRow.read(row))
                .single();
    }

    private void enqueue(TenantId tenant, MessageEvent message, Instant now) {
        jdbc.sql("""
                        insert into send_queue
                          (tenant_id, message_id, conversation_id, phone_number_id, due_at, queued_at, state)
                        values (:tenant, :message, :conversation, :number, :now::timestamptz, :now::timestamptz,
                          case when exists (
                            select 1 from number_hold where tenant_id = :tenant and phone_number_id = :number)
                          then 'PARKED' else 'READY' end)""")
                .param("tenant", tenant.value())
                .param("message", message.id())
                .param("conversation", message.conversationId())
                .param("number", message.phoneNumberId())
                .param("now", now.toString())
                .update();
    }

    private record Place(UUID id, UUID conversation, UUID customer, Instant now) {}
}
