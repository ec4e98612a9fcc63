package io.parley.ingest.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a replay did.
 *
 * @param selected how many events were meant
 * @param replayed how many of them were published again
 * @param continueSince where the next call goes on, when time did not suffice for all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Replayed(long selected, long replayed, @Nullable Instant continueSince) {}
