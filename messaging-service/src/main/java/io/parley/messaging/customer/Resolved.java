package io.parley.messaging.customer;

import io.parley.contract.CustomerChanged;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Who is who in a batch, and what others have to be told of it. */
public final class Resolved {

    static final Resolved NOBODY = new Resolved(Map.of(), List.of());

    private final Map<Name, Found> customers;
    private final List<Change> changes;

    Resolved(Map<Name, Found> customers, List<Change> changes) {
        this.customers = customers;
        this.changes = List.copyOf(changes);
    }

    /** A customer and how they are known now. */
    record Found(UUID id, Profile profile) {}

    /** A customer's new names, or their merge, with its cause. */
    public record Change(CustomerChanged what, UUID cause) {}

    /** Returns the customer of a sighting of the batch, which must be one that makes customers. */
    public UUID customerOf(Sighting sighting) {
        return find(sighting)
                .map(Found::id)
                .orElseThrow(() -> new IllegalStateException("a sighting of " + sighting.source() + " is nobody"));
    }

    /** Returns how the customer of a sighting is known now. */
    public Profile profileOf(Sighting sighting) {
        return find(sighting).map(Found::profile).orElse(Profile.UNKNOWN);
    }

    /** Returns the changes in an order that may be published. */
    public List<Change> changes() {
        return changes;
    }

    private Optional<Found> find(Sighting sighting) {
        return Optional.ofNullable(
                customers.get(new Name(sighting.tenant(), sighting.identities().getFirst())));
    }
}
