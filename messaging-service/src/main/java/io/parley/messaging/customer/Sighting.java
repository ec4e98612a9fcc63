package io.parley.messaging.customer;

import io.parley.contract.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A customer as one webhook or one request names them.
 *
 * @param identities strongest first, at least one
 * @param phone as WhatsApp spelt it
 * @param name the profile name
 * @param at when; a later sighting's profile wins
 */
public record Sighting(
        TenantId tenant,
        List<Identity> identities,
        Optional<PhoneNumber> phone,
        Optional<String> userId,
        @Nullable String name,
        @Nullable String username,
        Instant at) {

    public Sighting {
        if (identities.isEmpty()) {
            throw new IllegalArgumentException("identities: none (expected: at least one)");
        }
        identities = identities.stream().sorted().toList();
    }

    /** Returns how the customer is shown where there is one line for it: the phone number, else the user id. */
    public @Nullable String address() {
        return phone.map(PhoneNumber::e164).or(() -> userId).orElse(null);
    }
}
