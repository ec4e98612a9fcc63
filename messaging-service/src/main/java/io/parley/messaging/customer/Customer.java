package io.parley.messaging.customer;

import io.parley.contract.CustomerProfile;
import io.parley.contract.TenantId;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer on record.
 *
 * @param createdAt null for one whose identities are linked already and who is about to be written
 * @param changedBy the cause of the latest change that others are told of
 * @param mergedInto who goes on in this one's place
 */
record Customer(
        Key key,
        Profile profile,
        @Nullable Instant createdAt,
        @Nullable UUID changedBy,
        @Nullable UUID mergedInto) {

    /** Who goes on when two turn out to be one: the one with the longer past, whose thread most likely is at work. */
    static final Comparator<Customer> OLDEST_FIRST = Comparator.comparing(
                    Customer::createdAt, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
            .thenComparing(Customer::key);

    static Customer fresh(Key key) {
        return new Customer(key, Profile.UNKNOWN, null, null, null);
    }

    CustomerProfile shown() {
        return new CustomerProfile(key.id, profile.phoneNumber(), profile.userId(), profile.name(), profile.username());
    }

    record Key(TenantId tenant, UUID id) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            var byTenant = tenant.value().compareTo(other.tenant.value());
            return byTenant != 0 ? byTenant : id.compareTo(other.id);
        }
    }
}
