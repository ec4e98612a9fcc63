package io.parley.messaging.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Keeps sends going: claims what is due, makes the calls side by side, and writes what came of them in batches. Stopping
 * lets calls that are under way end and writes what came of them.
 */
@Component
class Dispatcher implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final int LARGEST_BATCH = 200;
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final SendQueue queue;
    private final CloudApi cloudApi;
    private final RecordOutcomes recordOutcomes;
    private final DispatchProperties properties;
    private final MeterRegistry metrics;
    private final Clock clock;

    /** Bounded by {@link #free}: a call's permit is given back when its outcome is written. */
    private final LinkedBlockingQueue<Outcome> finished = new LinkedBlockingQueue<>();

    private final Semaphore free;
    private volatile @Nullable Running running;

    Dispatcher(
            SendQueue queue,
            CloudApi cloudApi,
            RecordOutcomes recordOutcomes,
            DispatchProperties properties,
            MeterRegistry metrics,
            Clock clock) {
        this.queue = queue;
        this.cloudApi = cloudApi;
        this.recordOutcomes = recordOutcomes;
        this.properties = properties;
        this.metrics = metrics;
        this.clock = clock;
        this.free = new Semaphore(properties.concurrency());
    }

    private record Running(Thread claiming, Thread recording, ExecutorService calls) {}

    @Override
    public void start() {
        var calls = Executors.newVirtualThreadPerTaskExecutor();
        var claiming = Thread.ofVirtual().name("dispatch-claim").unstarted(this::claim);
        var recording = Thread.ofVirtual().name("dispatch-record").unstarted(this::recordUntilStopped);
        running = new Running(claiming, recording, calls);
        claiming.start();
        recording.start();
    }

    @Override
    public void stop() {
        var stopping = running;
        running = null;
        if (stopping == null) {
            return;
        }
        try {
            stopping.claiming().join();
            stopping.calls().shutdown();
            if (!stopping.calls().awaitTermination(properties.lease().toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("some calls have not ended; their messages will be uncertain");
            }
            stopping.recording().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    /** Settles what no process will report any more. Every instance does it; the statements exclude each other. */
    @Scheduled(fixedDelayString = "PT1S")
    void settleOverdue() {
        try {
            recordOutcomes.settleOverdue();
        } catch (DataAccessException | TransactionException e) {
            log.warn("overdue sends could not be settled yet: {}", e.toString());
        }
    }

    private void claim() {
        while (isRunning()) {
            try {
                var claimed = claimSome();
                if (claimed == 0) {
                    pause(properties.idlePause());
                }
            } catch (DataAccessException | TransactionException e) {
                log.warn("the send queue cannot be read: {}", e.toString());
                pause(AFTER_FAILURE);
            }
        }
    }

    private int claimSome() {
        var most = Math.min(free.availablePermits(), LARGEST_BATCH);
        if (most == 0) {
            return 0;
        }
        var claimed = queue.claim(most);
        for (var outgoing : claimed) {
            free.acquireUninterruptibly();
            startCall(outgoing);
        }
        return claimed.size();
    }

    private void startCall(Outgoing outgoing) {
        var current = running;
        if (current == null) {
            queue.release(outgoing.claim());
            free.release();
            return;
        }
        current.calls().execute(() -> call(outgoing));
    }

    /** A process that was asleep since it claimed must not call: its claim may have been given up in the meantime. */
    private void call(Outgoing outgoing) {
        var slept = Duration.between(outgoing.claim().claimedAt(), clock.instant());
        if (slept.compareTo(properties.connectTimeout()) > 0) {
            queue.release(outgoing.claim());
            free.release();
            return;
        }
        var result = send(outgoing);
        metrics.counter("messaging.dispatch.sends", "outcome", result.getClass().getSimpleName())
                .increment();
        finished.add(new Outcome(outgoing, result));
    }

    private SendOutcome send(Outgoing outgoing) {
        try {
            return cloudApi.send(outgoing);
        } catch (RuntimeException e) {
            log.error(
                    "the call for message {} ended unexpectedly",
                    outgoing.claim().message(),
                    e);
            return new SendOutcome.Unknown();
        }
    }

    private void recordUntilStopped() {
        while (isRunning() || free.availablePermits() < properties.concurrency()) {
            var batch = new ArrayList<Outcome>();
            try {
                var first = finished.poll(properties.idlePause().toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    finished.drainTo(batch, LARGEST_BATCH - 1);
                    recordPersistently(batch);
                    free.release(batch.size());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** What is known must not be forgotten because the database is away; until it is back, nothing else is claimed. */
    private void recordPersistently(List<Outcome> batch) {
        while (true) {
            try {
                recordOutcomes.record(batch);
                return;
            } catch (DataAccessException | TransactionException e) {
                log.warn("{} outcomes of sends cannot be written yet: {}", batch.size(), e.toString());
                pause(AFTER_FAILURE);
            }
        }
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
