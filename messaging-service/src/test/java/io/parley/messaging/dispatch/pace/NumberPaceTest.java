package io.parley.messaging.dispatch.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberPaceTest {

    static final long SECOND = Duration.ofSeconds(1).toNanos();
    static final long MILLISECOND = Duration.ofMillis(1).toNanos();

    final NumberPace pace = new NumberPace();

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
                pace.answered(answer.getValue(), answer.getKey());
            }
            var wait = pace.tryDepart(now);
            if (wait == 0) {
                var arrival = now + MILLISECOND + random.nextLong(30 * MILLISECOND);
                arrivals.add(arrival);
                answers.put(arrival + MILLISECOND + random.nextLong(5 * MILLISECOND), pace.departure());
            }
            now += Math.min(wait, MILLISECOND);
        }
        arrivals.sort(null);

        assertThat(mostInASecond(arrivals)).isLessThanOrEqualTo(limit);
        assertThat(arrivals.size()).isGreaterThanOrEqualTo((int) (limit * 20 * 0.94));
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

    /** Lets as much go as is allowed, with pauses of up to {@code longestPause} now and then. */
    private List<Long> departures(long time, Random random, long longestPause) {
        var departures = new ArrayList<Long>();
        for (var now = 0L; now < time; ) {
            var wait = pace.tryDepart(now);
            if (wait == 0) {
                departures.add(now);
                pace.answered(pace.departure(), now);
            }
            now += wait;
            if (longestPause > 0 && random.nextInt(800) == 0) {
                now += random.nextLong(longestPause);
            }
        }
        return departures;
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
