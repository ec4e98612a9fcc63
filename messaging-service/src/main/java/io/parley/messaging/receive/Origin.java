package io.parley.messaging.receive;

import io.parley.contract.TenantId;
import java.time.Instant;
import java.util.UUID;

/**
 * Where an element stood.
 *
 * @param index its number in the raw event, as {@link io.parley.contract.WebhookElements} counts
 * @param receivedAt when the raw event came in; stands in for times that an element does not give
 */
record Origin(TenantId tenant, UUID rawEvent, String phoneNumberId, int index, Instant receivedAt) {

    Origin at(int otherIndex) {
        return new Origin(tenant, rawEvent, phoneNumberId, otherIndex, receivedAt);
    }
}
