package io.parley.messaging.receive;

import io.parley.contract.TenantId;
import io.parley.kit.id.Ids;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where an element stood.
 *
 * @param index its number in the raw event, as {@link io.parley.contract.WebhookElements} counts
 * @param receivedAt when the raw event came in; stands in for times that an element does not give
 * @param traceparent the trace that the events of the element go on with
 */
record Origin(
        TenantId tenant,
        UUID rawEvent,
        String phoneNumberId,
        int index,
        Instant receivedAt,
        @Nullable String traceparent) {

    Origin at(int otherIndex) {
        return new Origin(tenant, rawEvent, phoneNumberId, otherIndex, receivedAt, traceparent);
    }

    /** Returns Parley's id of the message that stood here; one without a wamid is told from others by its place alone. */
    UUID messageId(@Nullable String wamid) {
        return wamid == null
                ? Ids.derived("message", tenant, phoneNumberId, rawEvent, index)
                : Ids.derived("message", tenant, phoneNumberId, wamid);
    }

    /** Returns Parley's id of the file that the message carries, if it does. */
    UUID mediaId(@Nullable String wamid) {
        return Ids.derived("media", tenant, messageId(wamid));
    }
}
