package io.parley.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as the API returns it, and as message-received, message-queued, message-sent and message-mirrored carry it.
 *
 * @param from E.164 with {@code +}, or a business-scoped user id where there is no phone number
 * @param to the same
 * @param phoneNumberId the tenant's number that the message came to or goes out from
 * @param whatsappId the wamid; null until WhatsApp has accepted an outbound message
 * @param replyTo Parley's id of the message that this one answers
 * @param sentBy the user who sent it; null for inbound messages
 * @param createdAt Meta's timestamp for inbound messages, Parley's acceptance for outbound ones
 * @param context where a customer's message came from, where WhatsApp says
 * @param origin null for a message that passed through Parley
 * @param editedAt when the sender last replaced its text
 * @param revokedAt when the sender took it back; its content is what it was
 * @param profile what WhatsApp said of the customer; only in message-received and message-mirrored
 */
@SuppressWarnings("RecordComponentNumber")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessageEvent(
        UUID id,
        UUID conversationId,
        Direction direction,
        MessageType type,
        Map<String, Object> content,
        MessageStatus status,
        @Nullable String from,
        @Nullable String to,
        String phoneNumberId,
        @Nullable String whatsappId,
        @Nullable UUID replyTo,
        @Nullable UUID resendOf,
        @Nullable UUID sentBy,
        @Nullable MessageError error,
        Instant createdAt,
        Instant updatedAt,
        @Nullable MessageContext context,
        @Nullable MessageOrigin origin,
        @Nullable Instant editedAt,
        @Nullable Instant revokedAt,
        @Nullable CustomerProfile profile) {

    public MessageEvent {
        content = Collections.unmodifiableMap(content);
    }
}
