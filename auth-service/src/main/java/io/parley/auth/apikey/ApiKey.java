package io.parley.auth.apikey;

import io.parley.auth.account.Name;
import io.parley.contract.Role;
import io.parley.contract.TenantId;
import java.time.Instant;
import java.util.UUID;

/**
 * A key by which a program acts for a tenant.
 *
 * @param hint the last four characters of the key, to tell keys apart
 */
record ApiKey(UUID id, TenantId tenant, Name name, Role role, String hint, Instant createdAt) {}
