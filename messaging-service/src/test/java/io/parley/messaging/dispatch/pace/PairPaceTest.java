package io.parley.messaging.dispatch.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PairPaceTest {

    static final long SECOND = Duration.ofSeconds(1).toNanos();
    static final long MARGIN = SECOND / 4;

    final UUID ada = new UUID(0, 1);
    final UUID bo = new UUID(0, 2);
    final PairPace pace = new PairPace(Duration.ofSeconds(6), 45);

    @Test
    void letsOneGoInEachInterval() {
        assertThat(pace.tryDepart(ada, 0)).isZero();
        assertThat(pace.tryDepart(ada, 7 * SECOND)).isZero();
        assertThat(pace.tryDepart(ada, 14 * SECOND)).isZero();
    }

    @Test
    void letsABurstRunAheadAndThenWaitsForWhatItBorrowed() {
        for (var i = 0; i < 20; i++) {
            assertThat(pace.tryDepart(ada, i)).isZero();
        }

        assertThat(pace.tryDepart(ada, 6 * SECOND)).isEqualTo(114 * SECOND + MARGIN);
        assertThat(pace.tryDepart(ada, 120 * SECOND + MARGIN)).isZero();
    }

    @Test
    void endsABurstAtItsLimit() {
        for (var i = 0; i < 45; i++) {
            assertThat(pace.tryDepart(ada, 0)).isZero();
        }

        assertThat(pace.tryDepart(ada, 1)).isPositive();
    }

    @Test
    void knowsCustomersApart() {
        for (var i = 0; i < 45; i++) {
            pace.tryDepart(ada, 0);
        }

        assertThat(pace.tryDepart(bo, 0)).isZero();
    }

    @Test
    void forgetsWhatDidNotLeave() {
        pace.tryDepart(ada, 0);
        pace.tryDepart(ada, 1);
        pace.undo(ada);

        assertThat(pace.tryDepart(ada, 7 * SECOND)).isZero();
    }

    @Test
    void hasNoLimitWithoutAnInterval() {
        var unlimited = new PairPace(Duration.ZERO, 1);

        assertThat(unlimited.tryDepart(ada, 0)).isZero();
        assertThat(unlimited.tryDepart(ada, 0)).isZero();
    }
}
