package io.parley.messaging.dispatch.pace;

import java.time.Duration;

/**
 * Keeps what leaves a number within its throughput (Cloud API, "Throughput"): in no second, wherever it begins, do more
 * messages arrive than the limit, less what comes in. A message may have arrived as late as its answer allows: by as much
 * as that took longer than the quickest answer of late, its successor in the next second waits as well. Departures are
 * spread over the second; after a pause the pace is faster until the pause is made up for. Times are nanoseconds of a clock
 * that only goes forward. Safe for use by several threads.
 */
public final class NumberPace {

    /** What Meta grants a number of which it says nothing else. */
    public static final int STANDARD = 80;

    private static final int HIGHEST = 5000;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** A little more than a second, for clocks that do not agree. */
    private static final long SPAN = SECOND + SECOND / 200;

    /** How late a message is taken to have arrived at most; one without an answer arrived long before. */
    private static final long LATEST = Duration.ofMillis(250).toNanos();

    private static final long QUICKEST_COUNTS = Duration.ofSeconds(10).toNanos();

    private static final double CATCHING_UP = 1.25;

    /** For each refusal: one by itself is an uneven arrival, a limit that is lower than we know shows in crowds of them. */
    private static final double SLOWER = 0.98;

    private static final double SLOWEST = 0.25;

    /** After which two thirds of what was lost are back. */
    private static final double RECOVERY = Duration.ofSeconds(20).toNanos();

    private static final int LEAST = 1;

    private final long[] departures = new long[HIGHEST];

    /** By how many microseconds each may have arrived late. */
    private final int[] late = new int[HIGHEST];

    private long count;
    private long quickest = Long.MAX_VALUE;

    /** Of the ten seconds before; until they are over, as if an answer took no time. */
    private long quickestBefore;

    private long quickestSince = Long.MIN_VALUE;
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

    /** Slows down a little because Meta said that it was too much; the pace recovers by itself within a minute. */
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
        late[(int) (count % HIGHEST)] = (int) (LATEST / 1000);
        count++;
        return 0;
    }

    /** Returns the number of the latest departure, for {@link #answered}. */
    public synchronized long departure() {
        return count;
    }

    /** Takes note that a departure was answered. */
    public synchronized void answered(long departure, long now) {
        if (departure < 1 || count - departure >= HIGHEST) {
            return;
        }
        var place = (int) ((departure - 1) % HIGHEST);
        var took = now - departures[place];
        if (quickestSince == Long.MIN_VALUE) {
            quickestSince = now;
        } else if (now - quickestSince > QUICKEST_COUNTS) {
            quickestSince = now;
            quickestBefore = quickest;
            quickest = took;
        }
        quickest = Math.min(quickest, took);
        late[place] = (int) (Math.clamp(took - Math.min(quickest, quickestBefore), 0, LATEST) / 1000);
    }

    /** Returns how many may depart between {@code now} and {@code ahead} nanoseconds later. */
    public synchronized int room(long now, long ahead) {
        var first = earliest(now);
        if (first > now + ahead) {
            return 0;
        }
        var capacity = capacity();
        var span = span(now);
        var evenly = 1 + (now + ahead - first) / gap(span, capacity);
        return (int) Math.min(evenly, capacity - arrivedSince(now + ahead - span, capacity));
    }

    /** Returns when the latest departure was; {@link Long#MIN_VALUE} where there was none. */
    public synchronized long latest() {
        return count == 0 ? Long.MIN_VALUE : back(1);
    }

    private long earliest(long now) {
        var capacity = capacity();
        var at = Math.max(now, closedUntil);
        var span = span(now);
        if (count > 0) {
            at = Math.max(at, back(1) + gap(span, capacity));
        }
        return count >= capacity ? Math.max(at, arrived(capacity) + span) : at;
    }

    private int arrivedSince(long time, int most) {
        var departed = 0;
        while (departed < most && departed < count && arrived(departed + 1) > time) {
            departed++;
        }
        return departed;
    }

    /** The departure that is the {@code number}th from the latest. */
    private long back(int number) {
        return departures[(int) ((count - number) % HIGHEST)];
    }

    /** When it arrived at the latest, compared with one that departs then and is quickest. */
    private long arrived(int number) {
        return back(number) + 1000L * late[(int) ((count - number) % HIGHEST)];
    }

    private int capacity() {
        return Math.max(LEAST, limit - inbound);
    }

    /** In how long what the limit allows in a second departs; so that a number of two a second can be slowed down a little. */
    private long span(long now) {
        return (long) (SPAN / currentShare(now));
    }

    private double currentShare(long now) {
        return share == 1 ? 1 : 1 - (1 - share) * Math.exp(-Math.max(0, now - slowedAt) / RECOVERY);
    }

    private static long gap(long span, int capacity) {
        return (long) (span / (capacity * CATCHING_UP));
    }
}
