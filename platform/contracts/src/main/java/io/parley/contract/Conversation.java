package io.parley.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as the API returns it, and as conversation-updated carries it: what a tenant's number and one customer
 * have written to each other. What may be null is shown as null, but for {@code userId} and {@code mergedInto}.
 *
 * @param phoneNumber the customer's, E.164 with {@code +}; null for one known only by a business-scoped user id
 * @param userId business-scoped user id
 * @param phoneNumberId the tenant's number
 * @param contactName the contact's name, else the one of the WhatsApp profile
 * @param assignedTo the user who looks after it
 * @param unreadCount what the customer has written since somebody last read it
 * @param lastMessage the newest message
 * @param windowExpiresAt until when anything but templates may be sent: 24 hours after the customer's last message
 * @param mergedInto the conversation in which the customer goes on in this one's place
 * @param version grows whenever status, assignee or tags change; for compare-and-set
 */
@SuppressWarnings("RecordComponentNumber")
public record Conversation(
        UUID id,
        @Nullable String phoneNumber,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String userId,
        String phoneNumberId,
        @Nullable String contactName,
        @Nullable UUID contactId,
        ConversationStatus status,
        @Nullable UUID assignedTo,
        List<String> tags,
        int unreadCount,
        @Nullable MessageEvent lastMessage,
        Instant lastMessageAt,
        @Nullable Instant windowExpiresAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID mergedInto,
        int version,
        Instant createdAt,
        Instant updatedAt) {

    public Conversation {
        tags = List.copyOf(tags);
    }
}
