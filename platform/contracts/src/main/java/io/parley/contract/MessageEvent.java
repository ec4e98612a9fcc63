package io.parley.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as the API returns it, and as message-received, message-queued and message-sent carry it.
 *
 * @param from E.164 with {@code +}, or a business-scoped user id where there is no phone number
 * @param to the same
 * @param phoneNumberId the tenant's number that the message came to or goes out from
 * @param whatsappId the wamid; null until WhatsApp has accepted an outbound message
 * @param replyTo Parley's id of the message that this one answers
 * @param sentBy the user who sent it; null for inbound messages
 * @param createdAt Meta's timestamp for inbound messages, Parley's acceptance for outbound ones
 * @param profile what WhatsApp said of the customer; only in message-received
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
        @Nullable CustomerProfile profile) {

    public MessageEvent {
        content = Collections.unmodifiableMap(content);
    }
}
