package io.parley.analytics.rebuild;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks for rebuilds that were asked for and does them. */
@Component
class RebuildWorker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RebuildWorker.class);

    private final Rebuilds rebuilds;
    private final RunRebuild runRebuild;
    private final RebuildProperties properties;
    private final Semaphore end = new Semaphore(0);
    private volatile boolean running;
    private @Nullable Thread thread;

    RebuildWorker(Rebuilds rebuilds, RunRebuild runRebuild, RebuildProperties properties) {
        this.rebuilds = rebuilds;
        this.runRebuild = runRebuild;
        this.properties = properties;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("rebuild").start(this::work);
    }

    /** A rebuild that is broken off is begun anew, here or elsewhere. */
    @Override
    public void stop() {
        running = false;
        end.release();
        var current = thread;
        if (current == null) {
            return;
        }
        current.interrupt();
        try {
            current.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void work() {
        while (running) {
            try {
                rebuilds.claim().ifPresent(this::run);
            } catch (RuntimeException e) {
                log.warn("rebuilds cannot be looked for: {}", e.toString());
            }
            pause();
        }
    }

    private void run(UUID id) {
        try {
            runRebuild.run(id);
        } catch (RuntimeException e) {
            log.warn("rebuild {} is interrupted and will be begun anew", id, e);
            rebuilds.release(id);
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
