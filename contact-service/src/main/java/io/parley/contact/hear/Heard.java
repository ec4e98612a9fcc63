package io.parley.contact.hear;

import io.parley.contact.book.Consent;
import io.parley.contact.book.PhoneNumber;
import io.parley.contact.book.UserId;
import io.parley.contract.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one record says of a customer.
 *
 * @param customer Parley's id; null where the record names the customer by WhatsApp's names alone
 * @param mergedInto the customer who turned out to be the same person and goes on
 * @param name the profile name
 * @param at when; of two words for the same thing the later one counts, whichever comes first
 * @param creates whether a customer without a contact gets one
 */
record Heard(
        TenantId tenant,
        @Nullable UUID customer,
        @Nullable UUID mergedInto,
        @Nullable PhoneNumber phone,
        @Nullable UserId userId,
        @Nullable String name,
        Consent consent,
        Instant at,
        boolean creates) {

    /** Tells whether there is anything to know the customer by. */
    boolean namesSomebody() {
        return phone != null || userId != null || customer != null;
    }
}
