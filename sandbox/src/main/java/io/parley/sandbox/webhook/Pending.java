package io.parley.sandbox.webhook;

import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/** Something that waits for its time in the queue of webhooks. */
sealed interface Pending extends Delayed {

    /** When it is due, on the clock of {@link System#nanoTime()}. */
    long dueNanos();

    @Override
    default long getDelay(TimeUnit unit) {
        return unit.convert(dueNanos() - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    default int compareTo(Delayed other) {
        return other instanceof Pending pending ? Long.signum(dueNanos() - pending.dueNanos()) : 0;
    }

    /** A status that has not been told yet. */
    record Status(long dueNanos, StatusReport report) implements Pending {}

    /** A POST that was not answered 200. */
    record Retry(long dueNanos, WebhookPost post, int attempts, long firstNanos) implements Pending {}
}
