package io.parley.messaging.dispatch.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Many numbers whose queues begin at the same moment, on a machine of two cores that now and then has something else to do, and on
 * a way that one message in twenty needs long for: calls wait for each other.
 */
class NumbersInStepTest {

    static final long SECOND = 1_000_000_000;
    static final long MILLISECOND = 1_000_000;
    static final long MEASURED = 40 * SECOND;

    @ParameterizedTest
    @CsvSource({"20, 20", "10, 80", "1, 1000"})
    void reachTheirLimitsAndNeverExceedThem(int numbers, int limit) {
        var machine = new Machine(2, new Random(limit));
        var everywhere = new QuickestAnswer();
        var lanes = IntStream.range(0, numbers)
                .mapToObj(i -> new Caller(machine, everywhere, limit, i))
                .toList();
        lanes.forEach(Caller::next);
        machine.sleepNowAndThen(40 * MILLISECOND);

        machine.runUntil(MEASURED);

        var arrived = lanes.stream().mapToInt(lane -> lane.arrivals.size()).sum();
        assertThat(arrived / (double) ((long) numbers * limit * MEASURED / SECOND))
                .isGreaterThanOrEqualTo(0.97);
        assertThat(lanes).allMatch(lane -> mostInASecond(lane.arrivals) <= limit);
    }

    private static int mostInASecond(List<Long> arrivals) {
        arrivals.sort(null);
        var most = 0;
        for (int first = 0, last = 0; last < arrivals.size(); last++) {
            while (arrivals.get(last) - arrivals.get(first) >= SECOND) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    /** Sends from one number as fast as its pace allows. */
    private static final class Caller {

        private static final long SENDING = MILLISECOND / 4;
        private static final long TAKING = MILLISECOND / 5;

        private final Machine machine;
        private final NumberPace pace;
        private final List<Long> arrivals = new ArrayList<>();

        Caller(Machine machine, QuickestAnswer everywhere, int limit, int seed) {
            this.machine = machine;
            this.pace = new NumberPace(everywhere, new Random(seed));
            this.pace.limit(limit);
        }

        void next() {
            var departed = machine.now;
            var wait = pace.tryDepart(departed);
            if (wait > 0) {
                machine.after(wait, () -> machine.work(MILLISECOND / 50, this::next));
                return;
            }
            machine.work(SENDING, () -> machine.after(way(), () -> machine.work(TAKING, () -> arrive(departed))));
            next();
        }

        private void arrive(long departed) {
            arrivals.add(machine.now);
            machine.after(MILLISECOND, () -> machine.work(SENDING, () -> pace.accepted(departed, machine.now)));
        }

        private long way() {
            return MILLISECOND
                    + machine.random.nextLong(machine.random.nextInt(20) == 0 ? 200 * MILLISECOND : MILLISECOND);
        }
    }

    /** Does work in the order in which it comes, on as many cores as it has, in a time of its own. */
    private static final class Machine {

        private final Random random;
        private final PriorityQueue<Event> events =
                new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private int idle;
        private long number;
        private long now;

        Machine(int cores, Random random) {
            this.idle = cores;
            this.random = random;
        }

        private record Event(long at, long number, Runnable happens) {}

        void after(long time, Runnable happens) {
            events.add(new Event(now + time, number++, happens));
        }

        void work(long time, Runnable done) {
            waiting.add(() -> after(time, () -> {
                idle++;
                done.run();
                begin();
            }));
            begin();
        }

        /** Keeps a core busy with something else for up to {@code longest}, about every tenth of a second. */
        void sleepNowAndThen(long longest) {
            after(random.nextLong(SECOND / 5), () -> {
                work(random.nextLong(longest), () -> {});
                sleepNowAndThen(longest);
            });
        }

        void runUntil(long end) {
            while (!events.isEmpty() && events.element().at() <= end) {
                var event = events.remove();
                now = event.at();
                event.happens().run();
            }
        }

        private void begin() {
            while (idle > 0 && !waiting.isEmpty()) {
                idle--;
                waiting.remove().run();
            }
        }
    }
}
