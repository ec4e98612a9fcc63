package io.parley.contract;

import java.util.UUID;

/** A user of a tenant as others may know it. */
public record UserChanged(UUID id, TenantId tenantId, String name, Role role, boolean active) {}
