package io.parley.sandbox.traffic;

import java.util.ArrayDeque;
import java.util.Deque;

/** The messages of one number in the last second, and the most there ever were in any one. */
final class RateMeter {

    private static final long SECOND = 1_000_000_000L;

    private final Deque<Long> lastSecond = new ArrayDeque<>();
    private int peak;

    /** Counts a message unless that would make more than {@code limit} in a second; 0 is no limit. */
    synchronized boolean tryCount(long now, int limit) {
        while (!lastSecond.isEmpty() && now - lastSecond.getFirst() >= SECOND) {
            lastSecond.removeFirst();
        }
        if (limit > 0 && lastSecond.size() >= limit) {
            return false;
        }
        lastSecond.addLast(now);
        peak = Math.max(peak, lastSecond.size());
        return true;
    }

    synchronized int peak() {
        return peak;
    }
}
