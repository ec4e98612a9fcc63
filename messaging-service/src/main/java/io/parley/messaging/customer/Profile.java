package io.parley.messaging.customer;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The names by which a customer is shown and reached, as they were last said.
 *
 * @param phoneNumber E.164 with {@code +}, as WhatsApp spells it
 * @param userId business-scoped user id
 * @param at when
 */
public record Profile(
        @Nullable String phoneNumber,
        @Nullable String userId,
        @Nullable String name,
        @Nullable String username,
        Instant at) {

    static final Profile UNKNOWN = new Profile(null, null, null, null, Instant.EPOCH);

    /** Returns this profile after hearing {@code other}: what is said later counts, what is missing is filled in. */
    Profile after(Profile other) {
        var newer = other.at.isBefore(at) ? this : other;
        var older = newer == other ? this : other;
        return new Profile(
                newer.phoneNumber == null ? older.phoneNumber : newer.phoneNumber,
                newer.userId == null ? older.userId : newer.userId,
                newer.name == null ? older.name : newer.name,
                newer.username == null ? older.username : newer.username,
                newer.at);
    }

    boolean saysTheSameAs(Profile other) {
        return Objects.equals(phoneNumber, other.phoneNumber)
                && Objects.equals(userId, other.userId)
                && Objects.equals(name, other.name)
                && Objects.equals(username, other.username);
    }
}
