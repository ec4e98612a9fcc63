package io.parley.messaging.dispatch.pace;

import java.time.Duration;

/**
 * Keeps what leaves a number within its throughput (Cloud API, "Throughput"): in no second, wherever it begins, are there
 * more departures than the limit, less what comes in. Departures are spread over the second, since a burst would arrive as
 * unevenly as the network pleases; after a pause the pace is faster until the pause is made up for. Times are
 * nanoseconds of a clock that only goes forward. Safe for use by several threads.
 */
public final class NumberPace {

    /** What Meta grants a number of which it says nothing else. */
    public static final int STANDARD = 80;

    private static final int HIGHEST = 5000;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** A hundredth more than a second, for what departs late and arrives early. */
    private static final long SPAN = SECOND + SECOND / 100;

    private static final double CATCHING_UP = 1.25;
    private static final double SLOWER = 0.8;
    private static final double SLOWEST = 0.25;
    private static final double RECOVERED_IN_A_SECOND = 0.02;
    private static final int LEAST = 1;

    private final long[] departures = new long[HIGHEST];
    private long count;
    private int limit = STANDARD;
    private int inbound;
    private double share = 1;
    private long slowedAt;
    private long closedUntil = Long.MIN_VALUE;

    /** Sets the most messages in a second, in and out together. */
    public synchronized void limit(int perSecond) {
        limit = Math.clamp(perSecond, LEAST, HIGHEST);
    }

    /** Sets how many messages come in each second; they count, and leave the less for those that go out. */
    public synchronized void inbound(int perSecond) {
        inbound = Math.max(0, perSecond);
    }

    /** Lets nothing depart before {@code time}. */
    public synchronized void closedUntil(long time) {
        closedUntil = Math.max(closedUntil, time);
    }

    /** Slows down because Meta said that it was too much; the pace recovers by itself within half a minute. */
    public synchronized void slowDown(long now) {
        share = Math.max(SLOWEST, currentShare(now) * SLOWER);
        slowedAt = now;
    }

    /** Counts a departure and returns 0 where one is allowed now, else counts none and returns how long to wait. */
    public synchronized long tryDepart(long now) {
        var at = earliest(now);
        if (at > now) {
            return at - now;
        }
        departures[(int) (count % HIGHEST)] = now;
        count++;
        return 0;
    }

    /** Returns how many may depart between {@code now} and {@code ahead} nanoseconds later. */
    public synchronized int room(long now, long ahead) {
        var first = earliest(now);
        if (first > now + ahead) {
            return 0;
        }
        var capacity = capacity(now);
        var evenly = 1 + (now + ahead - first) / gap(capacity);
        return (int) Math.min(evenly, capacity - departedSince(now + ahead - SPAN, capacity));
    }

    /** Returns when the latest departure was; {@link Long#MIN_VALUE} where there was none. */
    public synchronized long latest() {
        return count == 0 ? Long.MIN_VALUE : back(1);
    }

    private long earliest(long now) {
        var capacity = capacity(now);
        var at = Math.max(now, closedUntil);
        if (count > 0) {
            at = Math.max(at, back(1) + gap(capacity));
        }
        return count >= capacity ? Math.max(at, back(capacity) + SPAN) : at;
    }

    private int departedSince(long time, int most) {
        var departed = 0;
        while (departed < most && departed < count && back(departed + 1) > time) {
            departed++;
        }
        return departed;
    }

    /** The departure that is the {@code number}th from the latest. */
    private long back(int number) {
        return departures[(int) ((count - number) % HIGHEST)];
    }

    private int capacity(long now) {
        return Math.max(LEAST, (int) ((limit - inbound) * currentShare(now)));
    }

    private double currentShare(long now) {
        return share == 1 ? 1 : Math.min(1, share + RECOVERED_IN_A_SECOND * (now - slowedAt) / SECOND);
    }

    private static long gap(int capacity) {
        return (long) (SPAN / (capacity * CATCHING_UP));
    }
}
