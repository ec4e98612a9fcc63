package io.parley.messaging.accept;

import io.parley.contract.MessageEvent;
import io.parley.contract.MessageType;
import io.parley.contract.TenantId;
import io.parley.kit.id.Ids;
import io.parley.kit.json.Json;
import io.parley.kit.outbox.Outbox;
import io.parley.kit.security.Caller;
import io.parley.messaging.message.MessageEvents;
import io.parley.messaging.message.MessageRow;
import io.parley.messaging.number.WhatsAppNumber;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes an accepted message, its place in the send queue and the event that says so. */
@Repository
class QueueMessage {

    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final Ids ids;

    QueueMessage(JdbcClient jdbc, Outbox outbox, Ids ids) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.ids = ids;
    }

    /** Where and when a message is sent. */
    record Place(WhatsAppNumber number, UUID conversation, UUID customer, Instant now) {}

    /** Stores and queues {@code draft}. */
    @Transactional(propagation = Propagation.MANDATORY)
    public MessageEvent queue(Caller caller, Draft draft, Place place) {
        var message = insert(caller, draft, place);
        enqueue(caller.tenant(), message, place.now());
        outbox.add(MessageEvents.queued(caller.tenant(), message));
        return message;
    }

    private MessageEvent insert(Caller caller, Draft draft, Place place) {
        return jdbc.sql("""
                        insert into message (tenant_id, id, conversation_id, customer_id, phone_number_id, direction,
                          type, content, status, from_address, to_address, reply_to, resend_of, sent_by, created_at,
                          updated_at)
                        values (:tenant, :id, :conversation, :customer, :number, 'OUTBOUND',
                          :type, :content::jsonb, 'QUEUED', :from, :to, :replyTo, :resendOf, :sentBy,
                          :now::timestamptz, :now::timestamptz)
                        returning *""")
                .param("tenant", caller.tenant().value())
                .param("id", ids.next())
                .param("conversation", place.conversation())
                .param("customer", place.customer())
                .param("number", place.number().phoneNumberId())
                .param("type", draft.type().name())
                .param("content", Json.events().writeValueAsString(draft.content()))
                .param("from", place.number().displayPhoneNumber())
                .param("to", draft.to().address())
                .param("replyTo", draft.replyTo().orElse(null))
                .param("resendOf", draft.resendOf().orElse(null))
                .param("sentBy", caller.user())
                .param("now", place.now().toString())
                .query((row, count) -> MessageRow.read(row))
                .single();
    }

    /** Templates go out to many; whatever else is written, a customer waits for, and it goes first. */
    private void enqueue(TenantId tenant, MessageEvent message, Instant now) {
        jdbc.sql("""
                        insert into send_queue
                          (tenant_id, message_id, conversation_id, phone_number_id, due_at, queued_at, bulk, state)
                        values (:tenant, :message, :conversation, :number, :now::timestamptz, :now::timestamptz, :bulk,
                          case when exists (
                            select 1 from number_hold where tenant_id = :tenant and phone_number_id = :number)
                          then 'PARKED' else 'READY' end)""")
                .param("tenant", tenant.value())
                .param("message", message.id())
                .param("conversation", message.conversationId())
                .param("number", message.phoneNumberId())
                .param("now", now.toString())
                .param("bulk", message.type() == MessageType.TEMPLATE)
                .update();
    }
}
