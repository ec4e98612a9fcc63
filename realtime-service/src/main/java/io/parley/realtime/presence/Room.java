package io.parley.realtime.presence;

import io.parley.contract.TenantId;
import java.util.UUID;

/** A conversation of a tenant. Another tenant's of the same id is another room. */
record Room(TenantId tenant, UUID conversation) {}
