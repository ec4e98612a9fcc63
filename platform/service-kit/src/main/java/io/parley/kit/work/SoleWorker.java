package io.parley.kit.work;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Work that one instance of a service does at a time, on a virtual thread. It holds an advisory lock of PostgreSQL for as long as
 * its connection lives; the other instances ask for it each second. After a failure, the work goes on here or elsewhere.
 */
public abstract class SoleWorker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SoleWorker.class);
    private static final Duration STANDBY = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final DataSource dataSource;
    private final String name;
    private final Duration idle;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile @Nullable Thread worker;

    /**
     * @param name of the work and of its lock, unique in a service
     * @param idle the pause when there was nothing to do
     */
    protected SoleWorker(DataSource dataSource, String name, Duration idle) {
        this.dataSource = dataSource;
        this.name = name;
        this.idle = idle;
    }

    /**
     * Does the next piece of work; returns false where there was none.
     *
     * @param connection that holds the lock; where it has died, so has the right to go on
     */
    protected abstract boolean work(Connection connection) throws SQLException;

    /** Prepares a connection that has just taken the lock. */
    protected void prepare(Connection connection) throws SQLException {}

    /** Takes back what {@link #prepare} did, before the connection returns to its pool. */
    protected void restore(Connection connection) throws SQLException {}

    /** Makes the worker look at once; without it, it looks after a short pause anyway. */
    public final void wake() {
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    @Override
    public final void start() {
        // Started after it is remembered: it ends as soon as it is not the worker.
        var thread = Thread.ofVirtual().name(name).unstarted(this::run);
        worker = thread;
        thread.start();
    }

    @Override
    public final void stop() {
        var running = worker;
        worker = null;
        wakeUps.release();
        if (running != null) {
            try {
                running.join(GRACE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public final boolean isRunning() {
        return worker != null;
    }

    private void run() {
        var healthy = true;
        while (isRunning()) {
            try (var connection = dataSource.getConnection()) {
                if (ask(connection, "pg_try_advisory_lock")) {
                    workWhileLocked(connection);
                }
                healthy = true;
            } catch (SQLException | RuntimeException e) {
                if (healthy) {
                    log.warn("{} is interrupted, what it has to do waits: {}", name, e.toString());
                }
                healthy = false;
            }
            pause(STANDBY);
        }
    }

    private void workWhileLocked(Connection connection) throws SQLException {
        try {
            prepare(connection);
            while (isRunning()) {
                wakeUps.drainPermits();
                if (!work(connection)) {
                    pause(idle);
                }
            }
        } finally {
            if (!connection.isClosed()) {
                restore(connection);
                ask(connection, "pg_advisory_unlock");
            }
        }
    }

    private boolean ask(Connection connection, String function) throws SQLException {
        try (var query = connection.prepareStatement(
                "select " + function + "(hashtextextended('parley.' || ? || '.' || current_schema(), 0))")) {
            query.setString(1, name);
            var row = query.executeQuery();
            return row.next() && row.getBoolean(1);
        }
    }

    private void pause(Duration longest) {
        try {
            if (wakeUps.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                wakeUps.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
