package io.parley.auth.user;

import io.parley.auth.account.Name;
import io.parley.auth.account.User;
import io.parley.contract.Role;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What PATCH /api/auth/users/:id may say; what is absent stays. */
record UserChange(
        @Nullable Name name, @Nullable Role role, @Nullable Boolean active) {

    User applyTo(User user) {
        return new User(
                user.id(),
                user.tenant(),
                user.email(),
                Objects.requireNonNullElse(name, user.name()),
                Objects.requireNonNullElse(role, user.role()),
                Objects.requireNonNullElse(active, user.active()),
                user.createdAt());
    }

    /** Returns what differs, for the record. */
    static Map<String, Object> between(User before, User after) {
        var changes = new LinkedHashMap<String, Object>();
        put(changes, "name", before.name().value(), after.name().value());
        put(changes, "role", before.role(), after.role());
        put(changes, "active", before.active(), after.active());
        return changes;
    }

    private static void put(Map<String, Object> changes, String field, Object before, Object after) {
        if (!before.equals(after)) {
            changes.put(field, Map.of("from", before, "to", after));
        }
    }
}
