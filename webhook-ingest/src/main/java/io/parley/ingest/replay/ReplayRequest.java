package io.parley.ingest.replay;

import io.parley.ingest.webhook.EventStatus;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events to replay.
 *
 * @param until events received before it; now where it is missing
 * @param status only events in this one
 * @param dryRun only counts them
 */
record ReplayRequest(
        @NotNull(message = "is required") Instant since,
        @Nullable Instant until,
        @Nullable EventStatus status,
        @Nullable Boolean dryRun) {

    boolean isDryRun() {
        return Boolean.TRUE.equals(dryRun);
    }
}
