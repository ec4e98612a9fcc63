package io.parley.messaging.receipt;

import io.parley.contract.Direction;
import io.parley.contract.MessageEvent;
import io.parley.contract.MessageStatus;
import io.parley.contract.StatusChanged;
import io.parley.contract.TenantId;
import io.parley.kit.event.Event;
import io.parley.kit.outbox.Outbox;
import io.parley.kit.web.ProblemException;
import io.parley.messaging.MessagingError;
import io.parley.messaging.message.MessageEvents;
import io.parley.messaging.message.MessageRow;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Marks what a customer wrote as read. The statuses, the events that report them and the receipt for WhatsApp commit
 * together; the receipt leaves later. Doing it again changes nothing.
 */
@Service
class MarkRead {

    /** How many messages one transaction marks; a longer past takes several, the newest first. */
    private static final int CHUNK = 500;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final ReceiptQueue receipts;
    private final Outbox outbox;
    private final Clock clock;

    MarkRead(JdbcClient jdbc, TransactionOperations transaction, ReceiptQueue receipts, Outbox outbox, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.receipts = receipts;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Marks the customer's message {@code id} and all that came before it in its conversation, and returns it. Throws
     * {@link ProblemException} where the tenant has no such message or it is not a customer's.
     *
     * @param typing whether WhatsApp is to show that somebody types an answer
     */
    MessageEvent upTo(TenantId tenant, UUID id, boolean typing) {
        var first = transaction.execute(status -> {
            var named = find(tenant, id);
            var moved = mark(tenant, named);
            if (moved > 0 || typing) {
                receipts.add(tenant, named.message(), typing);
            }
            return new Marked(named, find(tenant, id).message(), moved);
        });
        var moved = first.moved();
        while (moved == CHUNK) {
            moved = transaction.execute(status -> mark(tenant, first.named()));
        }
        return first.message();
    }

    /** Does the same where the tenant has such a message, and nothing else. */
    void ifKnown(TenantId tenant, UUID id) {
        if (transaction.execute(status -> look(tenant, id)).isPresent()) {
            upTo(tenant, id, false);
        }
    }

    private Named find(TenantId tenant, UUID id) {
        var named = look(tenant, id).orElseThrow(ProblemException::notFound);
        if (named.message().direction() != Direction.INBOUND) {
            throw ProblemException.of(
                    MessagingError.MESSAGE_NOT_INBOUND, "Only a customer's message can be marked as read");
        }
        return named;
    }

    private Optional<Named> look(TenantId tenant, UUID id) {
        return jdbc.sql("select * from message where tenant_id = ? and id = ?")
                .param(tenant.value())
                .param(id)
                .query((row, count) -> new Named(MessageRow.read(row), row.getLong("position")))
                .optional();
    }

    private int mark(TenantId tenant, Named named) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var moved = jdbc.sql("""
                        with unread as (
                          select id from message
                          where tenant_id = :tenant and conversation_id = :conversation
                            and direction = 'INBOUND' and status = 'DELIVERED'
                            and (created_at, position) <= (:at::timestamptz, :position)
                          order by created_at desc, position desc limit :most for update)
                        update message m set status = 'READ', updated_at = :now::timestamptz
                        from unread where m.tenant_id = :tenant and m.id = unread.id
                        returning m.*""")
                .param("tenant", tenant.value())
                .param("conversation", named.message().conversationId())
                .param("at", named.message().createdAt().toString())
                .param("position", named.position())
                .param("most", CHUNK)
                .param("now", now.toString())
                .query((row, count) -> MessageRow.read(row))
                .list();
        outbox.add(moved.stream().map(message -> event(tenant, message, now)).toList());
        return moved.size();
    }

    private static Event event(TenantId tenant, MessageEvent message, Instant now) {
        return MessageEvents.statusChanged(
                tenant,
                new StatusChanged(
                        message.id(),
                        message.conversationId(),
                        message.whatsappId(),
                        MessageStatus.DELIVERED,
                        MessageStatus.READ,
                        now,
                        null,
                        null));
    }

    private record Named(MessageEvent message, long position) {}

    private record Marked(Named named, MessageEvent message, int moved) {}
}
