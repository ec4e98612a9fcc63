package io.parley.messaging.dispatch.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberPaceTest {

    static final long SECOND = Duration.ofSeconds(1).toNanos();
    static final long MILLISECOND = Duration.ofMillis(1).toNanos();

    final NumberPace pace = paceOn(new QuickestAnswer(), 1);

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 80, 1000})
    void usesItsLimitAndNeverExceedsItInAnySecond(int limit) {
        pace.limit(limit);

        var departures = departures(20 * SECOND, new Random(7), 0);

        assertThat(mostInASecond(departures)).isLessThanOrEqualTo(limit);
        assertThat(departures.size()).isGreaterThanOrEqualTo((int) (limit * 20 * 0.97));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void makesUpForPausesAndStillNeverExceedsIt(long seed) {
        pace.limit(80);

        var departures = departures(60 * SECOND, new Random(seed), 200 * MILLISECOND);

        assertThat(mostInASecond(departures)).isLessThanOrEqualTo(80);
        assertThat(departures.size()).isGreaterThanOrEqualTo((int) (80 * 60 * 0.97));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 20, 80, 1000})
    void neverExceedsItWhereMessagesArriveWhenTheNetworkPleases(int limit) {
        pace.limit(limit);
        var random = new Random(limit);
        var arrivals = new ArrayList<Long>();
        var answers = new TreeMap<Long, Long>();
        for (var now = 0L; now < 20 * SECOND; ) {
            while (!answers.isEmpty() && answers.firstKey() <= now) {
                var answer = answers.pollFirstEntry();
                pace.accepted(answer.getValue(), answer.getKey());
            }
            var wait = pace.tryDepart(now);
            if (wait == 0) {
                var arrival = now + MILLISECOND + random.nextLong(30 * MILLISECOND);
                arrivals.add(arrival);
                answers.put(arrival + MILLISECOND + random.nextLong(5 * MILLISECOND), now);
            }
            now += Math.min(wait, MILLISECOND);
        }
        arrivals.sort(null);

        assertThat(mostInASecond(arrivals)).isLessThanOrEqualTo(limit);
        assertThat(arrivals.size()).isGreaterThanOrEqualTo((int) (limit * 20 * 0.97));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 80, 1000})
    void letsALateMessageHoldUpItsOwnPlaceAndNoOther(int limit) {
        pace.limit(limit);
        var random = new Random(limit);

        var departures =
                answered(pace, 0, 30 * SECOND, () -> random.nextInt(20) == 0 ? 150 * MILLISECOND : MILLISECOND);

        assertThat(departures.size()).isGreaterThanOrEqualTo((int) (limit * 30 * 0.985));
    }

    @Test
    void knowsFromOtherNumbersHowLongAnAnswerTakesAtLeast() {
        var everywhere = new QuickestAnswer();
        answered(paceOn(everywhere, 1), 0, 15 * SECOND, () -> 100 * MILLISECOND);

        var departures = answered(paceOn(everywhere, 2), 15 * SECOND, 20 * SECOND, () -> 100 * MILLISECOND);

        assertThat(departures.size()).isGreaterThanOrEqualTo((int) (80 * 5 * 0.98));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 80})
    void doesNotStayInStepWithANumberThatBeginsAtTheSameTime(int limit) {
        var other = paceOn(new QuickestAnswer(), 2);
        pace.limit(limit);
        other.limit(limit);

        var ours = answered(pace, 0, 10 * SECOND, () -> MILLISECOND);
        var theirs = answered(other, 0, 10 * SECOND, () -> MILLISECOND);

        var together = ours.stream()
                .filter(one -> theirs.stream().anyMatch(two -> Math.abs(two - one) < MILLISECOND))
                .count();
        assertThat(together).isLessThan(ours.size() / 3);
    }

    @Test
    void learnsNothingOfTheWayFromCallsThatWereNotTaken() {
        answered(pace, 0, 15 * SECOND, () -> 100 * MILLISECOND);
        for (var now = 15 * SECOND; now < 17 * SECOND; now += Math.max(1, pace.tryDepart(now))) {
            if (pace.latest() == now) {
                pace.neverLeft(now);
            }
        }
        for (var now = 17 * SECOND; now < 19 * SECOND; now += Math.max(1, pace.tryDepart(now))) {
            if (pace.latest() == now) {
                pace.refused(now, now + MILLISECOND);
            }
        }

        var departures = answered(pace, 20 * SECOND, 25 * SECOND, () -> 100 * MILLISECOND);

        assertThat(departures.size()).isGreaterThanOrEqualTo((int) (80 * 5 * 0.98));
    }

    @ParameterizedTest
    @ValueSource(longs = {200, 500, 501, 502, 900, 60_000})
    void takesAnAnswerHoweverLateItIs(long late) {
        pace.limit(1);
        pace.tryDepart(0);
        pace.accepted(0, MILLISECOND);
        var next = 2 * SECOND;
        assertThat(pace.tryDepart(next)).isZero();

        var answered = next + (1 + late) * MILLISECOND;
        pace.accepted(next, answered);

        var arrived = next + Math.min(late, 500) * MILLISECOND;
        var departure = answered;
        for (var wait = pace.tryDepart(departure); wait > 0; wait = pace.tryDepart(departure)) {
            departure += wait;
        }
        assertThat(departure).isBetween(arrived + SECOND, Math.max(answered, arrived + SECOND + 10 * MILLISECOND));
    }

    @Test
    void givesThePlaceBackOfWhatHasNotReachedWhatsApp() {
        pace.limit(1);
        assertThat(pace.tryDepart(0)).isZero();

        pace.neverLeft(0);

        assertThat(pace.tryDepart(MILLISECOND)).isZero();
        assertThat(pace.tryDepart(2 * MILLISECOND)).isPositive();
    }

    @Test
    void leavesRoomForWhatComesIn() {
        pace.limit(80);
        pace.inbound(30);

        assertThat(mostInASecond(departures(10 * SECOND, new Random(7), 0))).isEqualTo(50);
    }

    @Test
    void letsSomethingGoHoweverMuchComesIn() {
        pace.limit(20);
        pace.inbound(500);

        assertThat(departures(10 * SECOND, new Random(7), 0)).hasSizeBetween(9, 10);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 20, 80})
    void givesUpLittleForOneRefusal(int limit) {
        pace.limit(limit);
        pace.slowDown(0);

        assertThat(departures(60 * SECOND, new Random(7), 0)).hasSizeGreaterThanOrEqualTo((int) (limit * 60 * 0.97));
    }

    @Test
    void findsALimitThatIsLowerThanItKnowsAndRecovers() {
        pace.limit(100);
        for (var refused = 0; refused < 35; refused++) {
            pace.slowDown(refused * 10 * MILLISECOND);
        }

        assertThat(pace.room(SECOND, SECOND)).isLessThanOrEqualTo(65);
        assertThat(pace.room(60 * SECOND, SECOND)).isGreaterThanOrEqualTo(95);
    }

    @Test
    void givesUpLittleForACrowdOfRefusalsThatLateArrivalsExplain() {
        pace.limit(100);
        pace.tryDepart(0);
        pace.accepted(0, MILLISECOND);
        pace.tryDepart(SECOND);
        pace.accepted(SECOND, SECOND + 300 * MILLISECOND);

        for (var refused = 0; refused < 35; refused++) {
            pace.slowDown(SECOND + (300 + refused * 10) * MILLISECOND);
        }

        assertThat(pace.room(2 * SECOND, SECOND)).isGreaterThanOrEqualTo(95);
    }

    /** As where its garbage is collected: what is sent meanwhile arrives at the end, all together. */
    @ParameterizedTest
    @ValueSource(ints = {20, 80})
    void neverExceedsItWhereTheReceiverStandsStillForHalfASecond(int limit) {
        pace.limit(limit);
        var arrivals = new ArrayList<Long>();
        var answers = new TreeMap<Long, Long>();
        for (var now = 0L; now < 30 * SECOND; now += MILLISECOND) {
            while (!answers.isEmpty() && answers.firstKey() <= now) {
                var answer = answers.pollFirstEntry();
                pace.accepted(answer.getValue(), answer.getKey());
            }
            if (pace.tryDepart(now) == 0) {
                var stillUntil = now % (5 * SECOND) < SECOND / 2 ? now - now % (5 * SECOND) + SECOND / 2 : now;
                arrivals.add(stillUntil + MILLISECOND);
                answers.put(stillUntil + 2 * MILLISECOND + arrivals.size(), now);
            }
        }
        arrivals.sort(null);

        assertThat(mostInASecond(arrivals)).isLessThanOrEqualTo(limit);
        assertThat(arrivals.size()).isGreaterThanOrEqualTo((int) (limit * 30 * 0.85));
    }

    @Test
    void staysSilentUntilItsTime() {
        pace.closedUntil(3 * SECOND);

        assertThat(pace.tryDepart(0)).isEqualTo(3 * SECOND);
        assertThat(pace.room(0, 2 * SECOND)).isZero();
        assertThat(pace.tryDepart(3 * SECOND)).isZero();
    }

    @Test
    void promisesNoMoreRoomThanThereIs() {
        pace.limit(80);
        var random = new Random(3);
        var now = 0L;
        for (var round = 0; round < 2000; round++) {
            now += random.nextInt(100) * MILLISECOND;
            var ahead = random.nextInt(200) * MILLISECOND;
            var room = pace.room(now, ahead);
            var until = now + ahead;
            for (var i = 0; i < room; i++) {
                for (var wait = pace.tryDepart(now); wait > 0; wait = pace.tryDepart(now)) {
                    now += wait;
                }
            }
            assertThat(now).isLessThanOrEqualTo(until + MILLISECOND);
        }
    }

    /** Lets as much go as is allowed, answered at once, with pauses of up to {@code longestPause} now and then. */
    private List<Long> departures(long time, Random random, long longestPause) {
        var departures = new ArrayList<Long>();
        for (var now = 0L; now < time; ) {
            var wait = pace.tryDepart(now);
            if (wait == 0) {
                departures.add(now);
                pace.accepted(now, now);
            }
            now += wait;
            if (longestPause > 0 && random.nextInt(800) == 0) {
                now += random.nextLong(longestPause);
            }
        }
        return departures;
    }

    /** Lets as much go as is allowed, each answered after the time that {@code way} names. */
    private static List<Long> answered(NumberPace pace, long from, long until, LongSupplier way) {
        var departures = new ArrayList<Long>();
        var answers = new TreeMap<Long, Long>();
        for (var now = from; now < until; ) {
            while (!answers.isEmpty() && answers.firstKey() <= now) {
                var answer = answers.pollFirstEntry();
                pace.accepted(answer.getValue(), answer.getKey());
            }
            var wait = pace.tryDepart(now);
            if (wait == 0) {
                departures.add(now);
                answers.put(now + way.getAsLong() + departures.size(), now);
            }
            now += answers.isEmpty() ? wait : Math.clamp(answers.firstKey() - now, 1, Math.max(1, wait));
        }
        return departures;
    }

    private static NumberPace paceOn(QuickestAnswer everywhere, long seed) {
        return new NumberPace(everywhere, new Random(seed));
    }

    private static int mostInASecond(List<Long> departures) {
        var most = 0;
        for (int first = 0, last = 0; last < departures.size(); last++) {
            while (departures.get(last) - departures.get(first) >= SECOND) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
