package io.parley.realtime.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final int PER_SECOND = 50;

    final TestClock clock = new TestClock();
    final Pace pace;

    PaceTest() {
        clock.pin(Instant.parse("2026-01-05T12:00:00Z"));
        pace = new Pace(PER_SECOND, clock);
    }

    @Test
    void admitsTwoSecondsWorthAtOnceAndThenSoManyASecond() {
        assertThat(admitted(200)).isEqualTo(2 * PER_SECOND);
        clock.advance(Duration.ofSeconds(1));
        assertThat(admitted(200)).isEqualTo(PER_SECOND);
    }

    @Test
    void givesUpOnWhoAsksTwiceAsOftenAsAdmittedForHalfAMinute() {
        for (var tenth = 0; tenth < 300 && !pace.isHopeless(); tenth++) {
            admitted(2 * PER_SECOND / 10);
            clock.advance(Duration.ofMillis(100));
        }

        assertThat(pace.isHopeless()).isTrue();
    }

    @Test
    void forgivesWhoIsQuietBetweenBursts() {
        for (var burst = 0; burst < 20; burst++) {
            admitted(10 * PER_SECOND);
            clock.advance(Duration.ofSeconds(3));
        }

        assertThat(pace.isHopeless()).isFalse();
    }

    private int admitted(int asked) {
        var admitted = 0;
        for (var time = 0; time < asked; time++) {
            admitted += pace.admits() ? 1 : 0;
        }
        return admitted;
    }
}
