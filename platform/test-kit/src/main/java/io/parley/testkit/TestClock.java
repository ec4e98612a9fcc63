package io.parley.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that runs with the system's until it is pinned or moved. It is shared by the tests of a context, so a test
 * that moves it moves it forward only, or resets it.
 */
public final class TestClock extends Clock {

    private static final Clock SYSTEM = Clock.systemUTC();

    private final AtomicReference<Clock> delegate = new AtomicReference<>(SYSTEM);

    /** Stops the clock at {@code instant}. */
    public void pin(Instant instant) {
        delegate.set(Clock.fixed(instant, ZoneOffset.UTC));
    }

    /** Moves the clock forward; it goes on running or standing as before. */
    public void advance(Duration duration) {
        delegate.updateAndGet(clock -> Clock.offset(clock, duration));
    }

    /** Returns to the system's time. */
    public void reset() {
        delegate.set(SYSTEM);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return delegate.get().withZone(zone);
    }

    @Override
    public Instant instant() {
        return delegate.get().instant();
    }
}
