package io.parley.messaging.dispatch.pace;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Keeps what leaves a number within its throughput (Cloud API, "Throughput"): in no second, wherever it begins, do more
 * messages arrive than the limit, less what comes in. A message has one of as many places as the limit allows, from its
 * departure until a second after it has arrived, which may have been as late as its answer allows: by as much as that took
 * longer than the quickest of late. Whichever place is free first is taken next, so that a late one keeps nobody else waiting.
 * Departures are spread over the second, unevenly, so that numbers that begin together do not stay in step. Times are
 * nanoseconds of a clock that only goes forward. Safe for use by several threads.
 */
public final class NumberPace {

    /** What Meta grants a number of which it says nothing else. */
    public static final int STANDARD = 80;

    private static final int HIGHEST = 5000;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** A little more than a second, for clocks that do not agree. */
    private static final long SPAN = SECOND + SECOND / 200;

    /** How late a message is taken to have arrived at most; one without an answer arrived long before. */
    private static final long LATEST = Duration.ofMillis(500).toNanos();

    /** What comes so late explains a refusal, be it its own or another's. */
    private static final long NOTICEABLY_LATE = Duration.ofMillis(100).toNanos();

    /** For how long: a message and one that is refused for its sake may both be as late as can be. */
    private static final long EXPLAINS = SECOND + 2 * LATEST;

    /** Of an even gap, the least that a gap is; they average to three quarters, so that a place hardly waits to be taken. */
    private static final double NARROWEST = 0.5;

    /** How many gaps may be made up for at once: places become free at random, and what waits is lost. */
    private static final int TOGETHER = 3;

    /** For each refusal: one by itself is an uneven arrival, a limit that is lower than we know shows in crowds of them. */
    private static final double SLOWER = 0.98;

    private static final double SLOWEST = 0.25;

    /** After which two thirds of what was lost are back. */
    private static final double RECOVERY = Duration.ofSeconds(10).toNanos();

    private static final int LEAST = 1;

    private final Arrivals arrivals = new Arrivals();
    private final QuickestAnswer everywhere;
    private final QuickestAnswer quickest;
    private final RandomGenerator random;

    private long latest = Long.MIN_VALUE;

    /** When the next would depart if all kept their gaps. */
    private long evenly = Long.MIN_VALUE;

    private int limit = STANDARD;
    private int inbound;
    private double share = 1;
    private long slowedAt;
    private long lateAt = Long.MIN_VALUE;
    private long closedUntil = Long.MIN_VALUE;

    /**
     * Begins a number's pace.
     *
     * @param everywhere what answers took that other numbers got, which is told of this one's as well
     */
    public NumberPace(QuickestAnswer everywhere, RandomGenerator random) {
        this.everywhere = everywhere;
        this.quickest = new QuickestAnswer(everywhere);
        this.random = random;
    }

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

    /**
     * Slows down a little because Meta said that it was too much; the pace recovers by itself within half a minute. Where
     * messages have arrived late and therefore together, once in a second is enough.
     */
    public synchronized void slowDown(long now) {
        var explained = lateAt != Long.MIN_VALUE && now - lateAt < EXPLAINS;
        if (explained && share < 1 && now - slowedAt < SECOND) {
            return;
        }
        share = Math.max(SLOWEST, currentShare(now) * SLOWER);
        slowedAt = now;
    }

    /**
     * Counts a departure and returns 0 where one is allowed now, else counts none and returns how long to wait before asking
     * again: answers that come meanwhile may have freed a place earlier than seemed.
     */
    public synchronized long tryDepart(long now) {
        var at = Math.max(turn(now), Math.min(freePlace(0, now), now + LATEST));
        if (at > now) {
            return at - now;
        }
        latest = now;
        arrivals.add(now + LATEST, capacity());
        evenly = Math.max(evenly, now) + (long) (gap(now) * random.nextDouble(NARROWEST, 1));
        return 0;
    }

    /** Takes note that WhatsApp has taken the message that departed at that time. */
    public synchronized void accepted(long departed, long now) {
        var took = now - departed;
        quickest.heard(took, now);
        everywhere.heard(took, now);
        arrived(departed, took - quickest.nanos());
        noteLate(took, now);
    }

    /** Takes note that WhatsApp refused what departed at that time; that may be quicker, so it tells less of the way. */
    public synchronized void refused(long departed, long now) {
        arrived(departed, now - departed);
        noteLate(now - departed, now);
    }

    /** Takes note that what departed at that time has not reached WhatsApp, nor will. */
    public synchronized void neverLeft(long departed) {
        arrivals.remove(departed + LATEST);
    }

    /** Returns how many may depart between {@code now} and {@code ahead} nanoseconds later, if the gaps are as long as can be. */
    public synchronized int room(long now, long ahead) {
        var gap = gap(now);
        var even = latest == Long.MIN_VALUE ? now : evenly;
        var at = Math.max(now, closedUntil);
        for (var room = 0; room < capacity(); room++) {
            at = Math.max(at, Math.max(even - TOGETHER * gap, freePlace(room, now)));
            if (at > now + ahead) {
                return room;
            }
            even = Math.max(even, at) + gap;
        }
        return capacity();
    }

    /** Returns when the latest departure was; {@link Long#MIN_VALUE} where there was none. */
    public synchronized long latest() {
        return latest;
    }

    private void noteLate(long took, long now) {
        if (took - quickest.nanos() > NOTICEABLY_LATE) {
            lateAt = now;
        }
    }

    private void arrived(long departed, long late) {
        arrivals.bringForward(departed + LATEST, departed + Math.clamp(late, 0, LATEST));
    }

    /** When the next may depart by the gaps. */
    private long turn(long now) {
        var at = Math.max(now, closedUntil);
        return latest == Long.MIN_VALUE ? at : Math.max(at, evenly - TOGETHER * gap(now));
    }

    /** When the next but {@code number} may depart by what has arrived, or may have. */
    private long freePlace(int number, long now) {
        var others = capacity() - number;
        return arrivals.size() < others ? now : arrivals.fromLatest(others) + span(now);
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

    private long gap(long now) {
        return span(now) / capacity();
    }
}
