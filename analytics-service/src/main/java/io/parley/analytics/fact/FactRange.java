package io.parley.analytics.fact;

import java.time.Instant;

/** From when to when messages are counted: there are partitions for them. */
public record FactRange(Instant first, Instant pastLast) {

    /** Tells whether what happened at {@code time} is counted. */
    public boolean includes(Instant time) {
        return !time.isBefore(first) && time.isBefore(pastLast);
    }
}
