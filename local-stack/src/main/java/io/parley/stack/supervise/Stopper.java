package io.parley.stack.supervise;

import io.parley.embedded.PostgresServer;
import io.parley.stack.home.ProcessRecord;
import io.parley.stack.home.StackHome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stops what a stack has started, and nothing else: the gateway first, then the services, then what they store things in.
 * Each process is asked, and killed only if it does not listen.
 */
public final class Stopper {

    static final String POSTGRES = "postgres";
    static final String KAFKA = "kafka";

    private static final Duration GRACE = Duration.ofSeconds(25);
    private static final int LAST = 2;

    private final StackHome home;
    private final Console console;

    public Stopper(StackHome home, Console console) {
        this.home = home;
        this.console = console;
    }

    /** Returns how many processes it has stopped. */
    public int stopAll() {
        var stopped = 0;
        for (var turn = 0; turn <= LAST; turn++) {
            stopped += stopTogether(turn);
        }
        return stopped;
    }

    private int stopTogether(int turn) {
        var records = home.records().stream()
                .filter(record -> turn(record.name()) == turn)
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            records.forEach(record -> threads.submit(() -> stop(record)));
        }
        return (int) records.stream().filter(record -> !record.isAlive()).count();
    }

    private void stop(ProcessRecord record) {
        record.process().ifPresent(process -> {
            var helpers = record.name().equals(POSTGRES)
                    ? List.<ProcessHandle>of()
                    : process.descendants().toList();
            if (record.name().equals(POSTGRES)) {
                PostgresServer.requestStop(process);
            } else {
                process.destroy();
            }
            var listened = endsWithin(process, GRACE);
            if (!listened) {
                process.destroyForcibly();
                endsWithin(process, GRACE);
            }
            helpers.forEach(ProcessHandle::destroyForcibly);
            console.tell(record.name(), listened ? "stopped" : "killed, it did not stop by itself");
        });
        home.forget(record.name());
    }

    private static boolean endsWithin(ProcessHandle process, Duration time) {
        try {
            process.onExit().get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int turn(String name) {
        return switch (name) {
            case "gateway" -> 0;
            case KAFKA, POSTGRES -> LAST;
            default -> 1;
        };
    }
}
