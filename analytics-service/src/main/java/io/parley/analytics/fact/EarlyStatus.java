package io.parley.analytics.fact;

import io.parley.contract.TenantId;
import java.util.UUID;

/** What was heard of a message before the message itself. */
record EarlyStatus(TenantId tenant, UUID id, Progress progress, boolean accepted) {

    MessageFact.Key key() {
        return new MessageFact.Key(tenant, id);
    }

    EarlyStatus and(EarlyStatus other) {
        return new EarlyStatus(tenant, id, progress.and(other.progress), accepted || other.accepted);
    }
}
