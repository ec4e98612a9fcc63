package io.parley.analytics.view;

import io.parley.analytics.fact.Quarter;
import io.parley.kit.web.ProblemException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last so many days in a time zone, today included. Days are as long as they are there: 23 and 25 hours where the clocks
 * change.
 *
 * @param first the oldest day
 */
record Window(ZoneId zone, LocalDate first, LocalDate today) {

    private static final int DEFAULT_DAYS = 30;
    private static final int MOST_DAYS = 365;
    private static final int LONGEST_ZONE = 64;

    /** Reads {@code days} and {@code tz}; refuses what is neither a number from 1 to 365 nor a time zone. */
    static Window of(@Nullable String days, @Nullable String tz, Clock clock) {
        var zone = zone(tz);
        var today = clock.instant().atZone(zone).toLocalDate();
        var window = new Window(zone, today.minusDays(number(days) - 1L), today);
        if (!window.daysSince(window.earliest()).stream().map(window::start).allMatch(Quarter::beginsAt)) {
            throw badZone();
        }
        return window;
    }

    /** Returns when a day begins here: later than midnight where the clocks skip it. */
    Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    Instant start() {
        return start(first);
    }

    LocalDate monday() {
        return today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    LocalDate firstOfMonth() {
        return today.withDayOfMonth(1);
    }

    /** Returns the oldest day that anything is asked about: of the window, of this week or of this month. */
    LocalDate earliest() {
        return List.of(first, monday(), firstOfMonth()).stream()
                .min(LocalDate::compareTo)
                .orElse(first);
    }

    /** Returns the days from {@code day} to tomorrow, oldest first. */
    List<LocalDate> daysSince(LocalDate day) {
        return day.datesUntil(today.plusDays(2)).toList();
    }

    private static int number(@Nullable String days) {
        if (days == null || days.isEmpty()) {
            return DEFAULT_DAYS;
        }
        try {
            var number = Integer.parseInt(days);
            if (number >= 1 && number <= MOST_DAYS) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, in the same words as a number out of range
        }
        throw ProblemException.ofField("days", "must be a whole number from 1 to " + MOST_DAYS);
    }

    private static ZoneId zone(@Nullable String tz) {
        if (tz == null || tz.isEmpty()) {
            return ZoneOffset.UTC;
        }
        try {
            if (tz.length() <= LONGEST_ZONE) {
                return ZoneId.of(tz);
            }
        } catch (DateTimeException e) {
            // told below, in the same words as one that is too long
        }
        throw badZone();
    }

    private static ProblemException badZone() {
        return ProblemException.ofField(
                "tz",
                "must be a time zone such as Europe/Berlin, or a distance from UTC in quarters of an hour such as +05:30");
    }
}
