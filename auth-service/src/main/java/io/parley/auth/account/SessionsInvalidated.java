package io.parley.auth.account;

import io.parley.contract.TenantId;
import java.util.UUID;

/**
 * A user's sessions must end: the password was changed, or the user was disabled or deleted. Told within the transaction
 * of the change.
 */
public record SessionsInvalidated(TenantId tenant, UUID user) {}
