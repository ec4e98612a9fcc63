package io.parley.ingest.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.parley.ingest.webhook.EventStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A raw event as the API returns it. */
record WebhookEvent(
        UUID id,
        @Nullable String phoneNumberId,
        @Nullable String field,
        Instant receivedAt,
        EventStatus status,
        int elements) {

    /**
     * The same with all that is known.
     *
     * @param outcomes one for each element, in the order of the body
     * @param body Meta's webhook with this one change, as it came; null where it is erased
     * @param erasedAt when it was, together with the customer whom it was about
     */
    record Detail(
            UUID id,
            @Nullable String phoneNumberId,
            @Nullable String field,
            Instant receivedAt,
            EventStatus status,
            List<Outcome> outcomes,
            @JsonRawValue String body,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Instant erasedAt) {}

    /**
     * What became of an element.
     *
     * @param outcome PENDING where nobody has said so yet
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Outcome(
            int index,
            @Nullable String kind,
            @Nullable String id,
            String outcome,
            @Nullable String reason,
            @Nullable String by) {}
}
