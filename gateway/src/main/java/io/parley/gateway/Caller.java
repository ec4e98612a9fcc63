package io.parley.gateway;

import io.parley.contract.Role;
import io.parley.contract.TenantId;
import java.time.Instant;

/** Who a verified token speaks for, and until when. */
record Caller(TenantId tenant, Role role, Instant expiresAt) {

    boolean mayAdminister() {
        return role != Role.AGENT;
    }
}
