package io.parley.auth.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.auth.account.User;
import io.parley.contract.Role;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A user as the API shows it: agents see who there is, administrators everything. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record UserResource(
        UUID id,
        @Nullable String email,
        String name,
        Role role,
        @Nullable Boolean active,
        @Nullable Instant createdAt) {

    static UserResource of(User user) {
        return new UserResource(
                user.id(), user.email().value(), user.name().value(), user.role(), user.active(), user.createdAt());
    }

    static UserResource forAgents(User user) {
        return new UserResource(user.id(), null, user.name().value(), user.role(), null, null);
    }
}
