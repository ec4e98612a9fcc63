package io.parley.realtime.desk;

import java.time.Clock;

/** How often a socket may ask for something: so many times a second, and as many again at once. */
final class Pace {

    private static final int PATIENCE = 20;

    private final double perSecond;
    private final Clock clock;
    private double left;
    private long since;
    private int refused;

    Pace(int perSecond, Clock clock) {
        this.perSecond = perSecond;
        this.clock = clock;
        this.left = 2.0 * perSecond;
        this.since = clock.millis();
    }

    synchronized boolean admits() {
        var now = clock.millis();
        left = Math.min(2 * perSecond, left + perSecond * (now - since) / 1_000);
        since = now;
        if (left >= 2 * perSecond) {
            refused = 0; // it was quiet for long enough to be forgiven
        }
        if (left < 1) {
            refused++;
            return false;
        }
        left--;
        return true;
    }

    /** Whether it goes on although it is refused again and again; what little is admitted meanwhile does not count. */
    synchronized boolean isHopeless() {
        return refused > PATIENCE * perSecond;
    }
}
