package io.parley.conversation.person;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a thread, as it is shown.
 *
 * @param name the contact's where it has one, else that of the WhatsApp profile
 * @param mergedInto the customer who goes on in this one's place
 */
public record Person(
        @Nullable String phoneNumber,
        @Nullable String userId,
        @Nullable UUID contactId,
        @Nullable String name,
        @Nullable UUID mergedInto) {}
