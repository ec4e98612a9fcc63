package io.parley.messaging.view;

import io.parley.contract.Direction;
import io.parley.contract.MessageStatus;
import io.parley.contract.MessageType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which messages a list is to show; null asks for all.
 *
 * @param since earliest {@code createdAt}, inclusive
 * @param until latest {@code createdAt}, exclusive
 */
record MessageFilter(
        @Nullable UUID conversationId,
        @Nullable Direction direction,
        @Nullable MessageStatus status,
        @Nullable MessageType type,
        @Nullable Instant since,
        @Nullable Instant until) {

    /**
     * Returns the conditions as SQL, only those that are asked for: what could be either way is no condition that an index can
     * be searched by, once a plan is kept.
     */
    String where() {
        var where = new StringBuilder("where tenant_id = :tenant");
        add(where, conversationId, " and conversation_id = :conversation::uuid");
        add(where, direction, " and direction = :direction");
        add(where, status, " and status = :status");
        add(where, type, " and type = :type");
        add(where, since, " and created_at >= :since::timestamptz");
        add(where, until, " and created_at < :until::timestamptz");
        return where.append(' ').toString();
    }

    private static void add(StringBuilder where, @Nullable Object value, String condition) {
        if (value != null) {
            where.append(condition);
        }
    }

    /** Returns the same for another time. */
    MessageFilter within(@Nullable Instant otherSince, @Nullable Instant otherUntil) {
        return new MessageFilter(conversationId, direction, status, type, otherSince, otherUntil);
    }
}
