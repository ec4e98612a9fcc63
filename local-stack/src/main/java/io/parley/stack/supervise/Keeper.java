package io.parley.stack.supervise;

import io.parley.stack.home.ProcessRecord;
import io.parley.stack.home.StackException;
import io.parley.stack.home.StackHome;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one component running: starts it, waits until it takes work, and when it dies starts it again, each time a little
 * later, until it has died too often. A component that dies before it was ever ready is tried only twice.
 */
final class Keeper implements Runnable {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration STABLE = Duration.ofMinutes(2);
    private static final Duration PROBE_PAUSE = Duration.ofMillis(100);
    private static final int STARTS_BEFORE_READY = 2;
    private static final int STARTS_IN_A_ROW = 9;

    private final Component component;
    private final StackHome home;
    private final Console console;
    private final CompletableFuture<Void> firstReady = new CompletableFuture<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable ProcessHandle process;

    Keeper(Component component, StackHome home, Console console) {
        this.component = component;
        this.home = home;
        this.console = console;
    }

    Component component() {
        return component;
    }

    /** Completes when the component takes work for the first time, or fails when it will not. */
    CompletableFuture<Void> firstReady() {
        return firstReady;
    }

    @Nullable
    ProcessHandle process() {
        return process;
    }

    /** From now on the end of the process is nothing to do anything about. */
    void stop() {
        stopped.countDown();
    }

    @Override
    public void run() {
        var failures = 0;
        for (var starts = 0; !isStopped(); starts++) {
            var since = System.nanoTime();
            var reason = runOnce(starts);
            if (isStopped()) {
                return;
            }
            failures = System.nanoTime() - since > STABLE.toNanos() ? 1 : failures + 1;
            if (failures >= (firstReady.isDone() ? STARTS_IN_A_ROW : STARTS_BEFORE_READY)) {
                giveUp(reason);
                return;
            }
            var pause = pause(failures);
            console.tell(component.name(), reason + "; starting it again in " + Console.seconds(pause));
            pause(pause);
        }
    }

    /** The pause before the next start, doubling with each failure in a row. */
    static Duration pause(int failures) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 20));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** Runs the component until it ends; returns what is to be said about its end. */
    private String runOnce(int restarts) {
        var since = System.nanoTime();
        try {
            var started = component.start();
            process = started;
            home.remember(ProcessRecord.of(component.name(), started, component.port(), component.program(), restarts));
            if (!becomesReady(started)) {
                return "died while starting";
            }
            var took = Console.seconds(Duration.ofNanos(System.nanoTime() - since));
            console.tell(component.name(), String.format("ready  127.0.0.1:%-6d %8s", component.port(), took));
            firstReady.complete(null);
            started.onExit().join();
            return "died";
        } catch (IOException | RuntimeException e) {
            return "did not start: " + e.getMessage();
        }
    }

    private boolean becomesReady(ProcessHandle started) {
        while (started.isAlive() && !component.isReady(started)) {
            if (pause(PROBE_PAUSE)) {
                return false;
            }
        }
        return started.isAlive();
    }

    private void giveUp(String reason) {
        var message = component.name() + " " + reason + ". " + LogTail.ofFailure(component.log());
        if (!firstReady.completeExceptionally(new StackException(message))) {
            console.say(message);
            console.tell(
                    component.name(), "given up after " + STARTS_IN_A_ROW + " starts; ./parley down, then up again");
        }
    }

    /** Returns whether it was stopped meanwhile. */
    private boolean pause(Duration time) {
        try {
            return stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }
}
