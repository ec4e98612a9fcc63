package io.parley.kit.security;

import io.parley.contract.Role;
import io.parley.contract.TenantId;
import java.util.UUID;

/** Who calls, as the verified access token says. Controllers take it as a parameter. */
public record Caller(TenantId tenant, UUID user, Role role, String name) {}
