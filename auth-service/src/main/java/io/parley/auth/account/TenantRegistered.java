package io.parley.auth.account;

import io.parley.contract.TenantId;
import java.time.Instant;

/** A tenant has come into being; told within the transaction that makes it, so that others can add what is theirs. */
public record TenantRegistered(TenantId tenant, Instant at) {}
