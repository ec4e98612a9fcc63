package io.parley.messaging.erase;

import io.parley.contract.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An erasure that is under way.
 *
 * @param customers all whom the person was
 * @param conversations all their threads, whether or not there are messages in them
 * @param requestedAt what was said before is not heard any more
 * @param takenAt when the customers lost their names
 */
record Erasure(
        TenantId tenant,
        UUID id,
        List<UUID> customers,
        List<UUID> conversations,
        Instant requestedAt,
        Instant takenAt) {

    Erasure {
        customers = List.copyOf(customers);
        conversations = List.copyOf(conversations);
    }
}
