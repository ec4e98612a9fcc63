package io.parley.sandbox.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A send that was accepted, whether or not its answer reached the caller. {@code waId} is absent for a send to a user
 * id; {@code sequence} counts all sends since the sandbox started.
 */
public record AcceptedSend(
        long sequence,
        Instant time,
        String wamid,
        String phoneNumberId,
        String type,
        Recipient recipient,
        @Nullable String callbackData,
        boolean insideWindow,
        byte[] body) {

    /** Who it went to: the address as given, and what WhatsApp makes of it. */
    public record Recipient(
            String input, @Nullable String waId, @Nullable String userId, boolean group) {

        /** One text per customer, for limits and ids. */
        public String key() {
            if (waId != null) {
                return waId;
            }
            return userId == null ? input : userId;
        }
    }

    public boolean isTemplate() {
        return "template".equals(type);
    }
}
