package io.parley.template.sync;

import io.parley.template.account.SyncQueue;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Reads accounts that are due, a few at a time. */
@Component
class SyncWorkers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SyncWorkers.class);

    private final SyncQueue queue;
    private final ReadAccount readAccount;
    private final SyncProperties properties;
    private final Clock clock;
    private final Semaphore end = new Semaphore(0);
    private volatile boolean running;
    private List<Thread> threads = List.of();

    SyncWorkers(SyncQueue queue, ReadAccount readAccount, SyncProperties properties, Clock clock) {
        this.queue = queue;
        this.readAccount = readAccount;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        threads = Stream.generate(() -> Thread.ofVirtual().name("template-sync").start(this::work))
                .limit(properties.workers())
                .toList();
    }

    /** A reading that is broken off is begun anew when its lease has run out, here or elsewhere. */
    @Override
    public void stop() {
        running = false;
        end.release(threads.size());
        for (var thread : threads) {
            try {
                thread.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void work() {
        while (running) {
            try {
                var claim = queue.claim(clock.instant(), properties.lease());
                if (claim.isPresent()) {
                    readAccount.read(claim.get());
                    continue;
                }
            } catch (RuntimeException e) {
                log.warn("reading an account is interrupted: {}", e.toString());
            }
            pause();
        }
    }

    private void pause() {
        try {
            end.tryAcquire(properties.poll().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
