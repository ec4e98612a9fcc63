package io.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bucket4j.TimeMeter;
import io.parley.gateway.EdgeProperties.Limit;
import io.parley.gateway.EdgeProperties.Rate;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    final SettableClock clock = new SettableClock();
    final RateLimits limits = new RateLimits(
            Map.of(
                    Limit.TENANT, new Rate(500, 100, Duration.ofSeconds(1)),
                    Limit.SIGN_IN, new Rate(100, 100, Duration.ofMinutes(1))),
            new ClockMeter(clock));

    @Test
    void lendsABurstAndThenGivesBackAtTheRate() {
        assertThat(spendAll(Limit.TENANT, "a")).isEqualTo(500);

        clock.advance(Duration.ofSeconds(1));

        assertThat(spendAll(Limit.TENANT, "a")).isEqualTo(100);
    }

    @Test
    void neverLendsMoreThanTheBurst() {
        assertThat(spendAll(Limit.TENANT, "a")).isEqualTo(500);

        clock.advance(Duration.ofDays(1));

        assertThat(spendAll(Limit.TENANT, "a")).isEqualTo(500);
    }

    @Test
    void keepsOwnersAndLimitsApart() {
        spendAll(Limit.TENANT, "a");

        assertThat(spendAll(Limit.TENANT, "b")).isEqualTo(500);
        assertThat(spendAll(Limit.SIGN_IN, "a")).isEqualTo(100);
    }

    @Test
    void saysWhenTheNextOneIsDue() {
        spendAll(Limit.SIGN_IN, "a");

        var refusal = catchThrowableOfType(Refusal.class, () -> limits.spend(Limit.SIGN_IN, "a"));

        assertThat(refusal.error()).isEqualTo(GatewayError.TOO_MANY_REQUESTS);
        assertThat(refusal.retryAfter()).contains(Duration.ofMillis(600));
    }

    private int spendAll(Limit limit, String owner) {
        for (var spent = 0; ; spent++) {
            try {
                limits.spend(limit, owner);
            } catch (Refusal e) {
                return spent;
            }
        }
    }

    private record ClockMeter(SettableClock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            var now = clock.instant();
            return now.getEpochSecond() * 1_000_000_000L + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
