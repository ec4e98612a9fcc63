package io.parley.ingest.receive;

import org.jspecify.annotations.Nullable;

/** A member that may stand in its object at most once. */
final class Once<T> {

    @Nullable
    T value;

    private boolean seen;

    void set(@Nullable T found) {
        if (seen) {
            throw new UnreadableBody(Reading.Reason.AMBIGUOUS);
        }
        seen = true;
        value = found;
    }
}
