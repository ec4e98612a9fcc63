package io.parley.conversation.inbox;

import io.parley.contract.Direction;
import io.parley.contract.MessageError;
import io.parley.contract.MessageEvent;
import io.parley.contract.MessageStatus;
import io.parley.contract.StatusChanged;
import io.parley.contract.TenantId;
import io.parley.kit.json.Json;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one message of a thread. Several events tell of it, in any order; {@link #and} puts together what they
 * say, the same whatever the order.
 *
 * @param position see {@link Mark}; 0 for messages to the customer
 * @param body the message as its latest version says, without status; null while only its status is known
 * @param bodyRank which kind of event that version came with: a change comes after what it changed
 * @param updatedAt the latest time that anything was said of it
 */
@SuppressWarnings("RecordComponentNumber")
public record Entry(
        TenantId tenant,
        UUID conversation,
        UUID id,
        Instant createdAt,
        long position,
        boolean inbound,
        @Nullable String body,
        int bodyRank,
        Instant bodyAt,
        MessageStatus status,
        @Nullable MessageError error,
        Instant updatedAt) {

    private static final String UNKNOWN_OUTCOME = "SEND_OUTCOME_UNKNOWN";
    private static final int NO_BODY = -1;
    private static final int TIME_ORDERED = 7;

    private static final Comparator<Entry> BY_VERSION = Comparator.comparingInt(Entry::bodyRank)
            .thenComparing(Entry::bodyAt)
            .thenComparing(entry -> Objects.requireNonNullElse(entry.body, ""))
            .thenComparing(Entry::createdAt);

    /** Reads a message; {@code rank} says which kind of event told of it. */
    public static Entry of(TenantId tenant, MessageEvent message, int rank, long position) {
        return new Entry(
                tenant,
                message.conversationId(),
                message.id(),
                message.createdAt(),
                position,
                message.direction() == Direction.INBOUND,
                Json.events().writeValueAsString(stripped(message)),
                rank,
                message.updatedAt(),
                message.status(),
                message.error(),
                message.updatedAt());
    }

    /** Reads a status. Parley's own ids tell when their message was made, which is where it belongs. */
    public static Entry of(TenantId tenant, StatusChanged changed) {
        var id = changed.messageId();
        var made = id.version() == TIME_ORDERED
                ? Instant.ofEpochMilli(id.getMostSignificantBits() >>> Short.SIZE)
                : changed.at();
        return new Entry(
                tenant,
                changed.conversationId(),
                id,
                made,
                Mark.UNKNOWN,
                false,
                null,
                NO_BODY,
                Instant.EPOCH,
                changed.to(),
                changed.error(),
                changed.at());
    }

    /** Returns what both say together. */
    public Entry and(Entry other) {
        var latest = BY_VERSION.compare(other, this) > 0 ? other : this;
        var furthest = progress(other) > progress(this) ? other : this;
        return new Entry(
                tenant,
                conversation,
                id,
                latest.createdAt,
                Math.min(position, other.position),
                inbound || other.inbound,
                latest.body,
                latest.bodyRank,
                latest.bodyAt,
                furthest.status,
                furthest.error,
                other.updatedAt.isAfter(updatedAt) ? other.updatedAt : updatedAt);
    }

    /** Tells whether the message itself is known, and not its status alone. */
    public boolean isKnown() {
        return body != null;
    }

    public Mark mark() {
        return new Mark(createdAt, position);
    }

    /** Returns the message as the API shows it; it must be known. */
    public MessageEvent message() {
        var said = Json.events().readValue(Objects.requireNonNull(body), MessageEvent.class);
        return new MessageEvent(
                said.id(),
                said.conversationId(),
                said.direction(),
                said.type(),
                said.content(),
                status,
                said.from(),
                said.to(),
                said.phoneNumberId(),
                said.whatsappId(),
                said.replyTo(),
                said.resendOf(),
                said.sentBy(),
                error,
                said.createdAt(),
                updatedAt,
                said.context(),
                said.origin(),
                said.editedAt(),
                said.revokedAt(),
                null);
    }

    /** A failure that only says "unknown" is none once WhatsApp says anything; any other is disproved by an arrival only. */
    private static int progress(Entry entry) {
        return switch (entry.status) {
            case QUEUED -> 0;
            case FAILED -> entry.error != null && entry.error.code().equals(UNKNOWN_OUTCOME) ? 1 : 3;
            case SENT -> 2;
            case DELIVERED -> 4;
            case READ -> 5;
        };
    }

    private static MessageEvent stripped(MessageEvent message) {
        return new MessageEvent(
                message.id(),
                message.conversationId(),
                message.direction(),
                message.type(),
                message.content(),
                message.status(),
                message.from(),
                message.to(),
                message.phoneNumberId(),
                message.whatsappId(),
                message.replyTo(),
                message.resendOf(),
                message.sentBy(),
                null,
                message.createdAt(),
                message.updatedAt(),
                message.context(),
                message.origin(),
                message.editedAt(),
                message.revokedAt(),
                null);
    }
}
