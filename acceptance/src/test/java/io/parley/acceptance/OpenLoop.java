package io.parley.acceptance;

import io.parley.testkit.Api;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Posts webhooks at a steady rate, however long the answers take, as Meta does; remembers what became of each. What is
 * late is made up for, so that the number of webhooks depends on the time alone.
 */
final class OpenLoop implements AutoCloseable {

    private static final int MOST_UNDER_WAY = 4_000;

    private final Stack stack;
    private final IntFunction<Webhook> webhooks;
    private final long gap;
    private final ExecutorService posts = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore room = new Semaphore(MOST_UNDER_WAY);
    private final AtomicInteger begun = new AtomicInteger();
    private final Map<Integer, Shot> shots = new ConcurrentHashMap<>();
    private final Thread pace = Thread.ofPlatform().daemon().name("open-loop").unstarted(this::shoot);
    private volatile boolean stopped;

    /** Posts webhook 0, 1, 2 and so on, {@code perSecond} of them each second. */
    OpenLoop(Stack stack, int perSecond, IntFunction<Webhook> webhooks) {
        this.stack = stack;
        this.webhooks = webhooks;
        this.gap = Duration.ofSeconds(1).toNanos() / perSecond;
    }

    /** What the sender learned of a webhook: taken; surely or perhaps not; or an answer that must not be. */
    enum Outcome {
        OK,
        REFUSED,
        UNKNOWN,
        WRONG
    }

    /** One webhook's way: its number, its outcome, and between which moments it happened. */
    record Shot(int number, Outcome outcome, String answer, long begun, long ended) {}

    void start() {
        pace.start();
    }

    /** How many webhooks have been begun. */
    int begun() {
        return begun.get();
    }

    /** Stops, and returns what became of each webhook, in their order. */
    List<Shot> stop() {
        close();
        return shots.values().stream()
                .sorted(java.util.Comparator.comparingInt(Shot::number))
                .toList();
    }

    /** Posts these webhooks once more, a few at a time, until each is taken. */
    void redeliver(List<Shot> missed) {
        try (var again = Executors.newFixedThreadPool(8)) {
            for (var shot : new ArrayList<>(missed)) {
                again.submit(() -> {
                    while (post(shot.number()).outcome() != Outcome.OK) {
                        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                    }
                });
            }
        }
    }

    /** Stops, and waits for the answers that are still to come. */
    @Override
    public void close() {
        stopped = true;
        try {
            pace.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        posts.close();
    }

    static String summary(List<Shot> shots) {
        return shots.stream()
                .collect(Collectors.groupingBy(Shot::outcome, java.util.TreeMap::new, Collectors.counting()))
                .toString();
    }

    private void shoot() {
        var first = System.nanoTime();
        while (!stopped) {
            var number = begun.get();
            var due = first + number * gap;
            for (var now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            room.acquireUninterruptibly();
            begun.incrementAndGet();
            posts.execute(() -> {
                shots.put(number, post(number));
                room.release();
            });
        }
    }

    private Shot post(int number) {
        var since = System.nanoTime();
        try {
            var answer = webhooks.apply(number).post(stack);
            return new Shot(number, outcome(answer), answer.toString(), since, System.nanoTime());
        } catch (UncheckedIOException e) {
            return new Shot(number, Outcome.UNKNOWN, e.toString(), since, System.nanoTime());
        }
    }

    private static Outcome outcome(Api.Answer answer) {
        return switch (answer.status()) {
            case 200 -> Outcome.OK;
            case 503 -> Outcome.REFUSED;
            case 500, 502, 504 -> Outcome.UNKNOWN;
            default -> Outcome.WRONG;
        };
    }
}
