package io.parley.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.parley.gateway.EdgeProperties.Limit;
import io.parley.gateway.EdgeProperties.Rate;
import java.time.Duration;
import java.util.Map;

/**
 * Spends from the buckets of the limits table. They live in this process and their number is bounded; a bucket that
 * nobody has touched for as long as it takes to fill up is forgotten, which changes nothing.
 */
class RateLimits {

    private static final int MOST_BUCKETS = 100_000;

    private final Map<Limit, Rate> rates;
    private final TimeMeter time;
    private final Cache<Key, Bucket> buckets;

    RateLimits(Map<Limit, Rate> rates, TimeMeter time) {
        this.rates = rates;
        this.time = time;
        var longestRefill = rates.values().stream()
                .map(RateLimits::timeToFill)
                .max(Duration::compareTo)
                .orElseThrow();
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_BUCKETS)
                .expireAfterAccess(longestRefill.plusSeconds(1))
                .ticker(time::currentTimeNanos)
                .build();
    }

    /** Takes one token from the bucket of {@code owner}; a {@link Refusal} says when the next one comes, if it is empty. */
    void spend(Limit limit, Object owner) {
        var probe = buckets.get(new Key(limit, owner), this::newBucket).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw new Refusal(
                    GatewayError.TOO_MANY_REQUESTS,
                    "Too many requests; try again later.",
                    Duration.ofNanos(probe.getNanosToWaitForRefill()),
                    null);
        }
    }

    private Bucket newBucket(Key key) {
        var rate = rate(key.limit());
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.refill(), rate.period()))
                .build();
    }

    private Rate rate(Limit limit) {
        var rate = rates.get(limit);
        if (rate == null) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: one of " + rates.keySet() + ")");
        }
        return rate;
    }

    private static Duration timeToFill(Rate rate) {
        return rate.period().multipliedBy(rate.burst()).dividedBy(rate.refill());
    }

    private record Key(Limit limit, Object owner) {}
}
