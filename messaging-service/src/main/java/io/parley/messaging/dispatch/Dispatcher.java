package io.parley.messaging.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.messaging.dispatch.AttachFile.Attachment;
import io.parley.messaging.dispatch.pace.NumberPace;
import io.parley.messaging.dispatch.pace.PairPace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
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
 * Keeps sends going: claims what is due in the lanes it serves, makes the calls side by side, and writes what came of them in
 * batches. Stopping lets calls that are under way end and writes what came of them.
 */
@Component
class Dispatcher implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final int LARGEST_BATCH = 500;
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    /**
     * For how many looks at the queue there must be something to send. A departure that waits for its claim is late, and in
     * a sliding second what is late delays its successor in the next one, too: the number would stay below its pace.
     */
    private static final int LOOKS_AHEAD = 5;

    private static final Duration FURTHEST_AHEAD = Duration.ofMillis(1000);
    private static final String THROUGHPUT_EXCEEDED = "130429";

    private final SendQueue queue;
    private final Lanes lanes;
    private final CloudApi cloudApi;
    private final RecordOutcomes recordOutcomes;
    private final DispatchProperties properties;
    private final MeterRegistry metrics;
    private final PairPace pairs;

    /** Bounded by {@link #free}: a call's permit is given back when its outcome is written. */
    private final LinkedBlockingQueue<Outcome> finished = new LinkedBlockingQueue<>();

    private final Semaphore free;
    private volatile @Nullable Running running;

    Dispatcher(
            SendQueue queue,
            Lanes lanes,
            CloudApi cloudApi,
            RecordOutcomes recordOutcomes,
            DispatchProperties properties,
            MeterRegistry metrics) {
        this.queue = queue;
        this.lanes = lanes;
        this.cloudApi = cloudApi;
        this.recordOutcomes = recordOutcomes;
        this.properties = properties;
        this.metrics = metrics;
        this.pairs = new PairPace(properties.pairInterval(), properties.pairBurst());
        this.free = new Semaphore(properties.concurrency());
    }

    /** What becomes of a claimed message when its turn comes. */
    interface Departures {

        /** It leaves now, at that time by its lane's pace. */
        void depart(Outgoing outgoing, ServedLane lane, long departed);

        /** It has not left and will not from here. */
        void giveBack(Outgoing outgoing, ServedLane lane);
    }

    private record Running(Thread claiming, Thread recording, ExecutorService calls) {}

    @Override
    public void start() {
        var calls = Executors.newVirtualThreadPerTaskExecutor();
        var claiming = Thread.ofVirtual().name("dispatch-claim").unstarted(() -> claimUntilStopped(calls));
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

    private void claimUntilStopped(ExecutorService calls) {
        var departures = new Calls(calls);
        var tickedAt = System.nanoTime();
        while (isRunning()) {
            try {
                var now = System.nanoTime();
                var ahead = Duration.ofNanos(
                        LOOKS_AHEAD * Math.max(properties.tick().toNanos(), now - tickedAt));
                tickedAt = now;
                lanes.refresh(departures);
                claimSome(departures, ahead.compareTo(FURTHEST_AHEAD) > 0 ? FURTHEST_AHEAD : ahead);
                pause(properties.tick().minusNanos(System.nanoTime() - now));
            } catch (DataAccessException | TransactionException e) {
                log.warn("the send queue cannot be read: {}", e.toString());
                pause(AFTER_FAILURE);
            }
        }
        closeLanes(departures);
    }

    private void closeLanes(Calls departures) {
        try {
            lanes.close(departures);
        } catch (DataAccessException | TransactionException e) {
            log.warn("lanes could not be given back; they are free in a few seconds: {}", e.toString());
        }
    }

    private void claimSome(Calls departures, Duration ahead) {
        var shares = lanes.shares(Math.min(free.availablePermits(), LARGEST_BATCH), properties.concurrency(), ahead);
        var byLane = new HashMap<Lane, ServedLane>();
        shares.forEach(one -> byLane.put(one.lane().lane(), one.lane()));
        var tooSoon = new HashMap<Claim, Duration>();
        for (var outgoing : queue.claim(shares)) {
            var message = outgoing.message();
            var lane = byLane.get(new Lane(outgoing.claim().tenant(), message.phoneNumberId()));
            var wait = pairs.tryDepart(message.conversationId(), System.nanoTime());
            if (wait > 0) {
                tooSoon.put(outgoing.claim(), Duration.ofNanos(wait));
            } else if (lane != null) {
                free.acquireUninterruptibly();
                lane.gate().claimed();
                departures.queue(outgoing, lane);
            }
        }
        queue.postpone(tooSoon);
    }

    /** Makes the calls, each on a thread of its own. */
    private final class Calls implements Departures {

        private final ExecutorService threads;

        Calls(ExecutorService threads) {
            this.threads = threads;
        }

        /** A file goes up before its message takes its turn; the time that needs is nobody else's, and not the pace's. */
        void queue(Outgoing outgoing, ServedLane lane) {
            if (outgoing.media().isEmpty()) {
                add(outgoing, lane);
                return;
            }
            lane.preparing();
            threads.execute(() -> {
                var prepared = prepared(outgoing);
                lane.prepared();
                if (prepared.file() instanceof Attachment.Missing(var outcome)) {
                    lane.gate().done();
                    count(outcome);
                    finished.add(new Outcome(prepared, outcome));
                } else {
                    add(prepared, lane);
                }
            });
        }

        private void add(Outgoing outgoing, ServedLane lane) {
            if (!lane.add(outgoing)) {
                giveBack(outgoing, lane);
            }
        }

        private Outgoing prepared(Outgoing outgoing) {
            try {
                return cloudApi.prepare(outgoing);
            } catch (RuntimeException e) {
                log.error(
                        "the file of message {} could not be prepared",
                        outgoing.claim().message(),
                        e);
                return outgoing.with(AttachFile.LATER);
            }
        }

        @Override
        public void depart(Outgoing outgoing, ServedLane lane, long departed) {
            try {
                threads.execute(() -> call(outgoing, lane, departed));
            } catch (RejectedExecutionException e) {
                lane.pace().neverLeft(departed);
                giveBack(outgoing, lane);
            }
        }

        @Override
        public void giveBack(Outgoing outgoing, ServedLane lane) {
            pairs.undo(outgoing.message().conversationId());
            try {
                queue.release(outgoing.claim());
            } catch (DataAccessException | TransactionException e) {
                log.warn("a claim could not be given back; it is free in a while: {}", e.toString());
            }
            lane.gate().done();
            free.release();
        }

        /** A process that was asleep since it claimed must not call: its claim may have been given up in the meantime. */
        private void call(Outgoing outgoing, ServedLane lane, long departed) {
            if (queue.isOld(outgoing.claim())) {
                lane.pace().neverLeft(departed);
                lane.gate().ended(true, Duration.ZERO);
                giveBack(outgoing, lane);
                return;
            }
            var begun = System.nanoTime();
            var result = send(outgoing);
            var took = Duration.ofNanos(System.nanoTime() - begun);
            finished.add(new Outcome(outgoing, result)); // before anything else: whatever fails now, this was sent
            lane.gate().ended(!(result instanceof SendOutcome.Unknown), took);
            lane.gate().done();
            count(result);
            tell(lane.pace(), departed, result);
        }

        private void count(SendOutcome result) {
            metrics.counter(
                            "messaging.dispatch.sends",
                            "outcome",
                            result.getClass().getSimpleName(),
                            "error",
                            result.errorCode())
                    .increment();
        }

        private void tell(NumberPace pace, long departed, SendOutcome result) {
            var now = System.nanoTime();
            switch (result) {
                case SendOutcome.Accepted accepted -> pace.accepted(departed, now);
                case SendOutcome.NotReached never -> pace.neverLeft(departed);
                case SendOutcome.Lost lost -> pace.neverLeft(departed);
                case SendOutcome.Refused refused -> pace.refused(departed, now);
                case SendOutcome.Held held -> pace.refused(departed, now);
                case SendOutcome.NotNow later -> {
                    pace.refused(departed, now);
                    if (later.error().code().equals(THROUGHPUT_EXCEEDED)) {
                        pace.slowDown(now);
                    }
                }
                case SendOutcome.Unknown unknown -> {}
            }
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
    }

    /** A single outcome is written at once; where they come in crowds, those of a tick are written together. */
    private void recordUntilStopped() {
        while (isRunning() || free.availablePermits() < properties.concurrency()) {
            var batch = new ArrayList<Outcome>();
            try {
                var first = finished.poll(properties.tick().toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    var begun = System.nanoTime();
                    batch.add(first);
                    finished.drainTo(batch, LARGEST_BATCH - 1);
                    recordPersistently(batch);
                    free.release(batch.size());
                    if (batch.size() > 1 && batch.size() < LARGEST_BATCH) {
                        pause(properties.tick().minusNanos(System.nanoTime() - begun));
                    }
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
        if (time.isPositive()) {
            try {
                TimeUnit.NANOSECONDS.sleep(time.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
