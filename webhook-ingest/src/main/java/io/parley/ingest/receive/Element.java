package io.parley.ingest.receive;

import org.jspecify.annotations.Nullable;

/**
 * A message, status, echo or contact of a change, with what it says of its customer.
 *
 * @param phone digits as Meta gives them
 * @param userId business-scoped user id
 * @param group the group that a message was sent in or to
 */
record Element(
        Slice slice,
        @Nullable String phone,
        @Nullable String userId,
        @Nullable String group) {

    /** What an element is, and which of its members name the customer. */
    enum Kind {
        MESSAGE("from", "from_user_id", "group_id"),
        STATUS("recipient_id", "recipient_user_id", "group_id"),
        ECHO("to", "to_user_id", "group_id"),
        CONTACT("wa_id", "user_id", "");

        final String phone;
        final String userId;
        final String group;

        Kind(String phone, String userId, String group) {
            this.phone = phone;
            this.userId = userId;
            this.group = group;
        }
    }
}
