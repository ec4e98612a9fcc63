package io.parley.sandbox.account;

import org.jspecify.annotations.Nullable;

/** A person with WhatsApp, as one business sees them: by phone, by business-scoped user id, or by both. */
public record Customer(
        @Nullable String phone,
        @Nullable String userId,
        @Nullable String name,
        @Nullable String username) {

    /** What a message id of theirs is built from. */
    public String key() {
        if (phone != null) {
            return phone;
        }
        return userId == null ? "unknown" : userId;
    }
}
