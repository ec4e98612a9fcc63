package io.parley.kit.work;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Virtual threads of one instance that take pieces of work from a queue in the database for as long as the service runs. Each
 * asks for the next one as soon as it is done with the last, and after a pause when there was none or it threw.
 */
public abstract class QueueWorkers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(QueueWorkers.class);
    private static final Duration LAST_GRACE = Duration.ofSeconds(10);

    private final String name;
    private final int count;
    private final Duration poll;
    private final Duration patience;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile boolean running;
    private volatile List<Thread> threads = List.of();

    /**
     * @param name of the work, for logs and thread dumps
     * @param count of threads
     * @param poll the pause after which an empty queue is asked again
     * @param patience how long a piece may go on when the service stops, before its thread is interrupted
     */
    protected QueueWorkers(String name, int count, Duration poll, Duration patience) {
        this.name = name;
        this.count = count;
        this.poll = poll;
        this.patience = patience;
    }

    /**
     * Does the next piece of work; returns false where there was none. What it throws is logged: nothing may be lost by it, since
     * somebody takes the piece up again when its lease has run out.
     */
    protected abstract boolean work();

    /** Says that there is something to do. */
    public final void wake() {
        wakeUps.release();
    }

    /** Whether a piece of work may go on; false as soon as the service stops. */
    @Override
    public final boolean isRunning() {
        return running;
    }

    @Override
    public final void start() {
        running = true;
        threads = Stream.generate(() -> Thread.ofVirtual().name(name).start(this::workWhileRunning))
                .limit(count)
                .toList();
    }

    @Override
    public final void stop() {
        running = false;
        wakeUps.release(count);
        try {
            for (var thread : threads) {
                if (!thread.join(patience)) {
                    thread.interrupt();
                    thread.join(LAST_GRACE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void workWhileRunning() {
        while (running) {
            try {
                if (work()) {
                    continue;
                }
            } catch (RuntimeException e) {
                log.warn("{} is interrupted and will be tried again", name, e);
            }
            pause();
        }
    }

    private void pause() {
        try {
            wakeUps.tryAcquire(poll.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
