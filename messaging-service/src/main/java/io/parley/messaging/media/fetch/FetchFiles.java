package io.parley.messaging.media.fetch;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contract.MessageError;
import io.parley.messaging.media.MediaProperties;
import io.parley.messaging.media.fetch.FetchQueue.Claim;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Keeps fetching: claims files that are due and fetches a bounded number of them side by side. */
@Component
class FetchFiles implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(FetchFiles.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int RENEWALS = 5;
    private static final MessageError UNEXPECTED =
            new MessageError("MEDIA_FETCH_FAILED", "Fetching the file ended unexpectedly", null);

    private final FetchQueue queue;
    private final FetchMedia fetchMedia;
    private final RecordFetch recordFetch;
    private final MediaProperties.Fetch properties;
    private final MeterRegistry metrics;
    private final Set<Claim> underWay = ConcurrentHashMap.newKeySet();
    private final Semaphore free;
    private volatile @Nullable Running running;

    FetchFiles(
            FetchQueue queue,
            FetchMedia fetchMedia,
            RecordFetch recordFetch,
            MediaProperties properties,
            MeterRegistry metrics) {
        this.queue = queue;
        this.fetchMedia = fetchMedia;
        this.recordFetch = recordFetch;
        this.properties = properties.fetch();
        this.metrics = metrics;
        this.free = new Semaphore(this.properties.concurrency());
    }

    private record Running(Thread claiming, ExecutorService fetches) {}

    @Override
    public void start() {
        var claiming = Thread.ofVirtual().name("media-claim").unstarted(this::claim);
        running = new Running(claiming, Executors.newVirtualThreadPerTaskExecutor());
        claiming.start();
        Thread.ofVirtual().name("media-renew").start(this::renewUntilStopped);
    }

    /** What does not end soon is broken off; its claim ends by itself. */
    @Override
    public void stop() {
        var stopping = running;
        running = null;
        if (stopping == null) {
            return;
        }
        try {
            stopping.claiming().join();
            stopping.fetches().shutdown();
            if (!stopping.fetches().awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                stopping.fetches().shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    /** Several times within a lease, so that one slow answer of the database does not lose a claim. */
    private void renewUntilStopped() {
        while (isRunning() || !underWay.isEmpty()) {
            try {
                queue.renew(List.copyOf(underWay));
            } catch (DataAccessException | TransactionException e) {
                log.warn("claims of files could not be renewed yet: {}", e.toString());
            }
            pause(properties.lease().dividedBy(RENEWALS));
        }
    }

    private void claim() {
        while (isRunning()) {
            try {
                if (claimSome() == 0) {
                    pause(properties.idlePause());
                }
            } catch (DataAccessException | TransactionException e) {
                log.warn("the queue of files cannot be read: {}", e.toString());
                pause(AFTER_FAILURE);
            }
        }
    }

    private int claimSome() {
        var most = free.availablePermits();
        var current = running;
        if (most == 0 || current == null) {
            return 0;
        }
        var claims = queue.claim(most);
        for (var claim : claims) {
            free.acquireUninterruptibly();
            underWay.add(claim);
            current.fetches().execute(() -> fetch(claim));
        }
        return claims.size();
    }

    private void fetch(Claim claim) {
        try {
            var outcome = outcomeOf(claim);
            metrics.counter(
                            "messaging.media.fetches",
                            "outcome",
                            outcome.getClass().getSimpleName())
                    .increment();
            recordFetch.record(claim, outcome);
        } catch (DataAccessException | TransactionException e) {
            log.warn("what came of file {} cannot be written yet: {}", claim.media(), e.toString());
        } finally {
            underWay.remove(claim);
            free.release();
        }
    }

    private FetchOutcome outcomeOf(Claim claim) {
        try {
            return fetchMedia.fetch(claim);
        } catch (DataAccessException | TransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            log.error("fetching file {} ended unexpectedly", claim.media(), e);
            return new FetchOutcome.Later(UNEXPECTED);
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
