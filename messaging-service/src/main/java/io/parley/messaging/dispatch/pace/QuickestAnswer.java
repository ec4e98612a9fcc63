package io.parley.messaging.dispatch.pace;

import java.time.Duration;

/**
 * How long an answer takes at least, by those of the last ten to twenty seconds; of longer where they are few, since the
 * quickest of a few says little. Until so much time has passed, what was known at the beginning counts as well. Safe for use by
 * several threads.
 */
public final class QuickestAnswer {

    private static final long COUNTS = Duration.ofSeconds(10).toNanos();
    private static final int FEWEST = 200;

    private long current = Long.MAX_VALUE;
    private long before;
    private long since = Long.MIN_VALUE;
    private int answers;

    /** Knows nothing, and so takes an answer to need no time. */
    public QuickestAnswer() {}

    /** Begins with what another has found out on the same way. */
    QuickestAnswer(QuickestAnswer known) {
        this.before = known.nanos();
    }

    /** Takes note of an answer that came {@code now}, after {@code took} nanoseconds. */
    synchronized void heard(long took, long now) {
        if (since == Long.MIN_VALUE) {
            since = now;
        } else if (now - since > COUNTS && answers >= FEWEST) {
            since = now;
            answers = 0;
            before = current;
            current = took;
        }
        current = Math.min(current, took);
        answers++;
    }

    synchronized long nanos() {
        return Math.min(current, before);
    }
}
