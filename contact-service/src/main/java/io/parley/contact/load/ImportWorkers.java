package io.parley.contact.load;

import io.parley.kit.id.Ids;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The threads of one instance that run imports: those that were begun here, and those that another has left. */
@Component
class ImportWorkers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ImportWorkers.class);

    private final ImportQueue queue;
    private final RunImport runImport;
    private final LoadProperties properties;
    private final Ids ids;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile boolean running;
    private volatile List<Thread> threads = List.of();

    ImportWorkers(ImportQueue queue, RunImport runImport, LoadProperties properties, Ids ids) {
        this.queue = queue;
        this.runImport = runImport;
        this.properties = properties;
        this.ids = ids;
    }

    /** Says that there is something to do. */
    void wake() {
        wakeUps.release();
    }

    @Override
    public void start() {
        running = true;
        threads = Stream.generate(() -> Thread.ofVirtual().name("import").start(this::work))
                .limit(properties.workers())
                .toList();
    }

    /** Lets each worker end its batch; the import goes on from there, here or elsewhere. */
    @Override
    public void stop() {
        running = false;
        wakeUps.release(properties.workers());
        for (var thread : threads) {
            try {
                thread.join(properties.lease());
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
                var claim = queue.claim(ids.next());
                if (claim.isPresent()) {
                    runImport.run(claim.get(), () -> running);
                    continue;
                }
            } catch (RuntimeException e) {
                // Nothing is lost: whoever claims it when its lease has run out goes on from the last batch.
                log.warn("an import is interrupted: {}", e.toString());
            }
            pause();
        }
    }

    private void pause() {
        try {
            if (wakeUps.tryAcquire(properties.poll().toMillis(), TimeUnit.MILLISECONDS)) {
                wakeUps.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
