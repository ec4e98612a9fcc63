package io.parley.contract;

import java.util.UUID;

/**
 * An instance of realtime-service is alive; where no more of these come, its users are gone. Belongs to no tenant.
 *
 * @param asks whether it does not know who is where, and the other instances are to say so again
 * @param ended whether it ends, and its users with it
 */
public record PresenceBeat(UUID instanceId, boolean asks, boolean ended) {}
