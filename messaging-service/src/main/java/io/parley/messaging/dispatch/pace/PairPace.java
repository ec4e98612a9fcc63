package io.parley.messaging.dispatch.pace;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.UUID;

/**
 * Keeps what one customer gets from one number within Meta's rate (Cloud API, "Pair rate limits"): one message in each
 * interval; within one interval a burst may run ahead, and what it has borrowed is then waited for. What happened long
 * ago, or in another process, is not remembered: there Meta's own refusal (131056) sets the pace. Times are nanoseconds of
 * a clock that only goes forward. Safe for use by several threads.
 */
public final class PairPace {

    private static final int MOST_PAIRS = 200_000;

    /** Meta counts from when a message arrives, which may take the first one longer than the next. */
    private static final long MARGIN = Duration.ofMillis(250).toNanos();

    private final long interval;
    private final int burst;
    private final Cache<UUID, Pair> pairs;

    /**
     * Makes a pace.
     *
     * @param interval one message's; zero for no limit
     * @param burst the most messages that may leave within one interval
     */
    public PairPace(Duration interval, int burst) {
        this.interval = interval.toNanos();
        this.burst = burst;
        this.pairs = Caffeine.newBuilder()
                .maximumSize(MOST_PAIRS)
                .expireAfterAccess(interval.multipliedBy(burst).plus(interval))
                .build();
    }

    /** Counts a message and returns 0 where one is allowed now, else counts none and returns how long to wait. */
    public long tryDepart(UUID conversation, long now) {
        if (interval == 0) {
            return 0;
        }
        return pairs.get(conversation, key -> new Pair(now)).tryDepart(now);
    }

    /** Takes back a message that did not leave after all. */
    public void undo(UUID conversation) {
        var pair = interval == 0 ? null : pairs.getIfPresent(conversation);
        if (pair != null) {
            pair.undo();
        }
    }

    private final class Pair {

        private long burstBegan;
        private long freeAt;
        private int sent;

        Pair(long now) {
            burstBegan = now;
            freeAt = now;
        }

        synchronized long tryDepart(long now) {
            var free = freeAt + MARGIN;
            if (now >= free || sent == 0) {
                burstBegan = now;
                freeAt = now + interval;
                sent = 1;
                return 0;
            }
            if (now - burstBegan < interval && sent < burst) {
                sent++;
                freeAt += interval;
                return 0;
            }
            return free - now;
        }

        synchronized void undo() {
            sent--;
            freeAt -= interval;
        }
    }
}
