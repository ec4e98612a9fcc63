package io.parley.auth.account;

import io.parley.contract.Role;
import io.parley.contract.TenantId;
import io.parley.contract.UserChanged;
import java.time.Instant;
import java.util.UUID;

/** Someone who works for a tenant. An inactive user keeps existing but cannot sign in. */
public record User(
        UUID id, TenantId tenant, EmailAddress email, Name name, Role role, boolean active, Instant createdAt) {

    /** Returns what other services may know. */
    public UserChanged toEvent() {
        return new UserChanged(id, tenant, name.value(), role, active);
    }

    /** Returns this user as others must treat it once it is deleted. */
    public User deleted() {
        return new User(id, tenant, email, name, role, false, createdAt);
    }
}
