package io.parley.auth.account;

import io.parley.contract.TenantId;

/** A company that uses Parley. */
public record Tenant(TenantId id, String name) {}
