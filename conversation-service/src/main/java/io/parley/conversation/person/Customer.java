package io.parley.conversation.person;

import io.parley.contract.CustomerProfile;
import io.parley.contract.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer as WhatsApp last described them. Each value has the time at which it was said; the latest counts, in
 * whatever order they are heard.
 *
 * @param mergedInto the customer who goes on in this one's place
 */
@SuppressWarnings("RecordComponentNumber")
public record Customer(
        TenantId tenant,
        UUID id,
        @Nullable String phoneNumber,
        Instant phoneAt,
        @Nullable String userId,
        Instant userAt,
        @Nullable String name,
        Instant nameAt,
        @Nullable UUID mergedInto,
        Instant mergedAt) {

    /** When what is not known was said. */
    static final Instant NEVER = Instant.EPOCH;

    /** Reads what was said at {@code at}; what it leaves out says nothing. */
    public static Customer of(TenantId tenant, CustomerProfile profile, @Nullable UUID mergedInto, Instant at) {
        return new Customer(
                tenant,
                profile.customerId(),
                profile.phoneNumber(),
                profile.phoneNumber() == null ? NEVER : at,
                profile.userId(),
                profile.userId() == null ? NEVER : at,
                profile.name(),
                profile.name() == null ? NEVER : at,
                mergedInto,
                mergedInto == null ? NEVER : at);
    }

    /** Returns what is known from both. */
    Customer and(Customer other) {
        var phone = isLater(other.phoneAt, other.phoneNumber, phoneAt, phoneNumber) ? other : this;
        var user = isLater(other.userAt, other.userId, userAt, userId) ? other : this;
        var named = isLater(other.nameAt, other.name, nameAt, name) ? other : this;
        var merged = isLater(other.mergedAt, text(other.mergedInto), mergedAt, text(mergedInto)) ? other : this;
        return new Customer(
                tenant,
                id,
                phone.phoneNumber,
                phone.phoneAt,
                user.userId,
                user.userAt,
                named.name,
                named.nameAt,
                merged.mergedInto,
                merged.mergedAt);
    }

    private static boolean isLater(Instant at, @Nullable String value, Instant than, @Nullable String thanValue) {
        var order = at.compareTo(than);
        return order > 0 || order == 0 && value != null && (thanValue == null || value.compareTo(thanValue) > 0);
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
