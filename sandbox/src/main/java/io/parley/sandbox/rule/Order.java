package io.parley.sandbox.rule;

import org.jspecify.annotations.Nullable;

/** A request to the messages endpoint that passed all rules. */
public sealed interface Order {

    /** A message to a customer or group: {@code phone} as digits, or a {@code userId}, or a group id. */
    record Send(
            String type,
            @Nullable String phone,
            @Nullable String userId,
            @Nullable String groupId,
            String input,
            @Nullable String callbackData)
            implements Order {

        /** Whether it needs an open customer service window. */
        public boolean freeForm() {
            return !"template".equals(type);
        }
    }

    /** A customer's message is marked as read, perhaps with the typing indicator. */
    record MarkRead(String messageId, boolean typing) implements Order {}
}
