package io.parley.messaging.dispatch;

import io.parley.contract.TenantId;
import java.time.Instant;
import java.util.UUID;

/**
 * The right to make the call for one message, held by one process at a time.
 *
 * @param claimedAt when; also tells this claim from a later one
 * @param attempts how many claims there have been, this one included
 */
record Claim(TenantId tenant, UUID message, Instant claimedAt, int attempts, Instant queuedAt) {}
