package io.parley.messaging.dispatch.pace;

import java.util.Arrays;

/**
 * When a number's latest messages arrived at the latest, earliest first. Holds as many as {@link #add} was last told that are
 * needed, and some more.
 */
final class Arrivals {

    private static final int FEWEST = 16;

    private long[] times = new long[FEWEST];
    private int size;

    int size() {
        return size;
    }

    /** Adds a time, which mostly is the latest, and forgets what lies before the {@code needed} latest where room is wanted. */
    void add(long time, int needed) {
        if (size == times.length) {
            makeRoom(needed);
        }
        var place = placeAfter(time);
        System.arraycopy(times, place, times, place + 1, size - place);
        times[place] = time;
        size++;
    }

    /** Replaces {@code time} by an earlier one; nothing happens where it is forgotten, or the other is not earlier. */
    void bringForward(long time, long earlier) {
        var place = placeAfter(time) - 1;
        if (earlier >= time || place < 0 || times[place] != time) {
            return;
        }
        var target = placeAfter(earlier);
        System.arraycopy(times, target, times, target + 1, place - target);
        times[target] = earlier;
    }

    /** Forgets {@code time}. */
    void remove(long time) {
        var place = placeAfter(time) - 1;
        if (place >= 0 && times[place] == time) {
            System.arraycopy(times, place + 1, times, place, size - place - 1);
            size--;
        }
    }

    /** Returns the {@code number}th from the latest. */
    long fromLatest(int number) {
        return times[size - number];
    }

    private void makeRoom(int needed) {
        if (size < 2 * needed) {
            times = Arrays.copyOf(times, 2 * times.length);
        } else {
            System.arraycopy(times, size - needed, times, 0, needed);
            size = needed;
        }
    }

    /** Returns how many are not later than {@code time}. */
    private int placeAfter(long time) {
        var low = 0;
        var high = size;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (times[middle] <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
