package io.parley.messaging.customer;

import io.parley.contract.TenantId;
import io.parley.kit.id.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One human being, as far as a batch and the record together can tell: all names and customers that belong together. */
final class Person {

    final TreeSet<Name> names = new TreeSet<>();
    final TreeSet<Name> unlinked = new TreeSet<>();
    final TreeMap<Customer.Key, Customer> customers = new TreeMap<>();
    final List<Sighting> sightings = new ArrayList<>();
    private @Nullable Instant predecessorErasedAt;

    /** Returns the customer that this person is, or becomes; empty for a stranger whom nothing makes a customer. */
    Optional<Customer> customer() {
        var oldest = customers.values().stream().min(Customer.OLDEST_FIRST);
        return oldest.or(() -> sightings.stream().anyMatch(one -> one.source() != Sighting.Source.REPORT)
                ? Optional.of(Customer.fresh(new Customer.Key(tenant(), derivedId())))
                : Optional.empty());
    }

    /** Tells whether several customers on record are this one person. */
    boolean isSplit() {
        return customers.size() > 1;
    }

    /** Returns what the batch says of the person's names. */
    Profile heard() {
        return inOrder().stream().map(Sighting::profile).reduce(Profile.UNKNOWN, Profile::after);
    }

    /** Returns what the latest sighting is taken from. */
    UUID cause() {
        return inOrder().getLast().cause();
    }

    Set<UUID> causes() {
        var causes = new HashSet<UUID>();
        sightings.forEach(one -> causes.add(one.cause()));
        return causes;
    }

    /** Tells whether nothing else will tell others that this customer has become one. */
    boolean wantsAnnouncement() {
        return sightings.stream().anyMatch(one -> one.source() == Sighting.Source.NOTICE);
    }

    TenantId tenant() {
        return names.getFirst().tenant();
    }

    private List<Sighting> inOrder() {
        return sightings.size() == 1
                ? sightings
                : sightings.stream().sorted(Comparator.comparing(Sighting::at)).toList();
    }

    /** Tells whether nobody on record is this person, and somebody is to be. */
    boolean isNew() {
        return customers.isEmpty() && customer().isPresent();
    }

    /** Makes somebody else of a new person who would have the id of one who was erased at {@code erasedAt}. */
    void followAfter(Instant erasedAt) {
        predecessorErasedAt = erasedAt;
    }

    /** Derived from the strongest name, so that instances working side by side arrive at the same id. */
    private UUID derivedId() {
        var first = names.getFirst();
        if (predecessorErasedAt != null) {
            return Ids.derived(
                    "customer",
                    first.tenant(),
                    first.identity().kind(),
                    first.identity().value(),
                    predecessorErasedAt);
        }
        return Ids.derived(
                "customer",
                first.tenant(),
                first.identity().kind(),
                first.identity().value());
    }
}
