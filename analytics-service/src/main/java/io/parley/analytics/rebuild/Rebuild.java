package io.parley.analytics.rebuild;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rebuild and how far it is.
 *
 * @param done of {@code total}: tenants that were emptied, then records that were read
 * @param completeSince since when the topics tell everything; null where they have lost nothing, and before it is known
 * @param statusOnly of how many messages nothing but statuses is known in the end: the facts lack them, and the topics do too
 */
record Rebuild(
        UUID id,
        Phase phase,
        long done,
        long total,
        Instant askedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant completeSince,
        long statusOnly) {

    /** What is being done. */
    enum Phase {
        /** What the topics still tell of is taken away, tenant by tenant, and the rest is counted anew. */
        DROPPING,
        /** The topics are read from their beginning. */
        READING,
        DONE
    }
}
