package io.parley.contract;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A customer of a tenant is to be erased. Every service destroys what it holds of the customer, or makes it nobody's, and
 * lets nothing that was written before {@code at} bring it back.
 *
 * @param contactId the contact that stood for the customer
 * @param customerIds the ids under which messages know the customer; more than one where customers were merged
 * @param addresses what the customer was known by: E.164 with {@code +}, business-scoped user ids
 * @param requestedBy the user who asked for it
 */
public record ErasureRequested(
        UUID erasureId, UUID contactId, List<UUID> customerIds, List<String> addresses, UUID requestedBy, Instant at) {

    public ErasureRequested {
        customerIds = List.copyOf(customerIds);
        addresses = List.copyOf(addresses);
    }
}
