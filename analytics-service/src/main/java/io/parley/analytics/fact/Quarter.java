package io.parley.analytics.fact;

import java.time.Instant;

/** The quarters of an hour (UTC) by which is counted. */
public final class Quarter {

    private static final long SECONDS = 15 * 60;

    private Quarter() {}

    /** Returns the beginning of the quarter in which {@code time} lies. */
    public static Instant of(Instant time) {
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), SECONDS) * SECONDS);
    }

    /** Tells whether a quarter begins at {@code time}. */
    public static boolean beginsAt(Instant time) {
        return of(time).equals(time);
    }
}
