package io.parley.messaging.message;

import io.parley.contract.MessageError;
import io.parley.contract.MessageStatus;
import io.parley.contract.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What WhatsApp reports of one outbound message.
 *
 * @param word WhatsApp's own word for the status
 * @param recipient whom it reports of; one message to a group has several
 * @param callbackData what the send call carried in {@code biz_opaque_callback_data}: the message's id, where it was ours
 * @param rawEvent the raw event that carried the report
 * @param ofParticipant whether it is about one of several who were sent the same message, in a group
 */
public record StatusReport(
        Key key,
        Instant at,
        @Nullable MessageError error,
        @Nullable String pricing,
        @Nullable String callbackData,
        UUID rawEvent,
        boolean ofParticipant) {

    /** What makes a report the same as another. */
    public record Key(TenantId tenant, String phoneNumberId, String wamid, String word, String recipient) {}

    /** Returns the stage that the word stands for; empty for words that move nothing. */
    public Optional<MessageStatus> status() {
        return switch (key.word()) {
            case "sent" -> Optional.of(MessageStatus.SENT);
            case "delivered" -> Optional.of(MessageStatus.DELIVERED);
            case "read", "played" -> Optional.of(MessageStatus.READ);
            case "failed" -> Optional.of(MessageStatus.FAILED);
            default -> Optional.empty();
        };
    }

    /** Returns the stage that the message is at by this report. That one of many was not reached fails nothing. */
    Optional<MessageStatus> moves() {
        return status().filter(stage -> stage != MessageStatus.FAILED || !ofParticipant);
    }

    /** Returns the id of the message that the send call named, where it is one of ours. */
    public Optional<UUID> messageId() {
        try {
            return Optional.ofNullable(callbackData).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
