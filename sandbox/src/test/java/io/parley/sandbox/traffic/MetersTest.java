package io.parley.sandbox.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.sandbox.behaviour.Behaviour.PairLimit;
import org.junit.jupiter.api.Test;

class MetersTest {

    private static final long MS = 1_000_000;
    private static final PairLimit META = new PairLimit(true, 6_000, 45);

    private final RateMeter rate = new RateMeter();
    private final PairMeter pair = new PairMeter();

    @Test
    void allowsNoMoreThanTheLimitInAnySlidingSecond() {
        assertThat(rate.tryCount(0, 2)).isTrue();
        assertThat(rate.tryCount(900 * MS, 2)).isTrue();
        assertThat(rate.tryCount(950 * MS, 2)).isFalse();
        assertThat(rate.tryCount(1_000 * MS, 2)).isTrue();
        assertThat(rate.tryCount(1_899 * MS, 2)).isFalse();
        assertThat(rate.tryCount(1_900 * MS, 2)).isTrue();
    }

    @Test
    void remembersThePeakWithoutALimit() {
        for (int i = 0; i < 5; i++) {
            assertThat(rate.tryCount(i * 200 * MS, 0)).isTrue();
        }
        rate.tryCount(5_000 * MS, 0);

        assertThat(rate.peak()).isEqualTo(5);
    }

    @Test
    void allowsOneMessageInSixSeconds() {
        assertThat(pair.tryCount(0, META)).isTrue();
        assertThat(pair.tryCount(6_000 * MS, META)).isTrue();
        assertThat(pair.tryCount(12_000 * MS, META)).isTrue();
    }

    @Test
    void paysForABurstWithSilence() {
        for (int i = 0; i < 20; i++) {
            assertThat(pair.tryCount(i * 100 * MS, META)).isTrue();
        }

        assertThat(pair.tryCount(6_000 * MS, META)).isFalse();
        assertThat(pair.tryCount(119_999 * MS, META)).isFalse();
        assertThat(pair.tryCount(120_000 * MS, META)).isTrue();
    }

    @Test
    void endsABurstAfterFortyFive() {
        for (int i = 0; i < 45; i++) {
            assertThat(pair.tryCount(i * MS, META)).isTrue();
        }

        assertThat(pair.tryCount(46 * MS, META)).isFalse();
    }
}
