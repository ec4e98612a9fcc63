package io.parley.messaging.customer;

import io.parley.contract.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer as one webhook or one request names them. All identities of one sighting are one person's.
 *
 * @param identities at least one; strongest first
 * @param phone as it was spelt, the current one where there are several
 * @param userId the current one where there are several
 * @param name the profile name
 * @param at when; a later sighting's profile wins
 * @param source what it is taken from
 * @param cause the raw event or the message that it is taken from
 */
@SuppressWarnings("RecordComponentNumber")
public record Sighting(
        TenantId tenant,
        List<Identity> identities,
        Optional<PhoneNumber> phone,
        Optional<String> userId,
        @Nullable String name,
        @Nullable String username,
        Instant at,
        Source source,
        UUID cause) {

    /** What a sighting is taken from, which decides how much it may change. */
    public enum Source {
        /** A message that has just come. Its event says who a new customer is. */
        MESSAGE,
        /** Anything else that WhatsApp says of a customer. */
        NOTICE,
        /** What WhatsApp says of a recipient. It never makes somebody a customer. */
        REPORT,
        /** An address that a user has typed. It makes a customer, and changes nothing of one. */
        TYPED
    }

    public Sighting {
        if (identities.isEmpty()) {
            throw new IllegalArgumentException("identities: none (expected: at least one)");
        }
        identities = identities.stream().distinct().sorted().toList();
    }

    /** Returns how the customer is shown where there is one line for it: the phone number, else the user id. */
    public @Nullable String address() {
        return phone.map(PhoneNumber::e164).or(() -> userId).orElse(null);
    }

    /** Returns what it says of the customer's names; what was typed counts as older than all that WhatsApp says. */
    Profile profile() {
        return new Profile(
                phone.map(PhoneNumber::e164).orElse(null),
                userId.orElse(null),
                name,
                username,
                source == Source.TYPED ? Instant.EPOCH : at);
    }
}
