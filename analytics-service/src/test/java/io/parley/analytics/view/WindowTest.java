package io.parley.analytics.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.kit.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {

    @Test
    void isThirtyDaysInUtcUnlessSaidOtherwise() {
        var window = Window.of(null, null, at("2026-03-31T12:00:00Z"));

        assertThat(window.first()).isEqualTo("2026-03-02");
        assertThat(window.today()).isEqualTo("2026-03-31");
        assertThat(window.start()).isEqualTo("2026-03-02T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-29T12:00:00Z, Europe/Berlin, 2026-03-28T23:00:00Z, 23",
        "2026-10-25T12:00:00Z, Europe/Berlin, 2026-10-24T22:00:00Z, 25",
        "2026-04-24T12:00:00Z, Africa/Cairo, 2026-04-23T22:00:00Z, 23",
        "2026-04-05T12:00:00Z, Australia/Lord_Howe, 2026-04-04T13:00:00Z, 24",
        "2026-06-01T12:00:00Z, Asia/Kolkata, 2026-05-31T18:30:00Z, 24",
        "2026-06-01T12:00:00Z, Asia/Kathmandu, 2026-05-31T18:15:00Z, 24"
    })
    void beginsWhereTheDayBeginsThere(String now, String zone, String start, int hours) {
        var window = Window.of("1", zone, at(now));

        assertThat(window.start()).isEqualTo(start);
        assertThat(Duration.between(window.start(), window.start(window.today().plusDays(1)))
                        .toHours())
                .isEqualTo(hours);
    }

    @Test
    void knowsWhichDayItIsElsewhere() {
        var clock = at("2026-05-31T23:30:00Z");

        assertThat(Window.of("1", "Pacific/Kiritimati", clock).today()).isEqualTo("2026-06-01");
        assertThat(Window.of("1", "America/Los_Angeles", clock).today()).isEqualTo("2026-05-31");
        assertThat(Window.of("1", "+05:30", clock).today()).isEqualTo("2026-06-01");
    }

    @Test
    void looksBackToMondayAndToTheFirstOfTheMonth() {
        var window = Window.of("1", null, at("2026-05-03T12:00:00Z"));

        assertThat(window.monday()).isEqualTo("2026-04-27");
        assertThat(window.firstOfMonth()).isEqualTo("2026-05-01");
        assertThat(window.earliest()).isEqualTo("2026-04-27");
        assertThat(Window.of("365", null, at("2026-05-03T12:00:00Z")).earliest())
                .isEqualTo(LocalDate.of(2026, 5, 3).minusDays(364));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "366", "-1", "1.5", "ten", "99999999999"})
    void refusesOtherNumbersOfDays(String days) {
        assertThatThrownBy(() -> Window.of(days, null, at("2026-05-03T12:00:00Z")))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("days: must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Atlantis", "+05:37", "berlin", "'; drop table", "+99:00"})
    void refusesWhatIsNoTimeZoneOfQuarters(String zone) {
        assertThatThrownBy(() -> Window.of(null, zone, at("2026-05-03T12:00:00Z")))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("tz: must be");
    }

    private static Clock at(String now) {
        return Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
    }
}
