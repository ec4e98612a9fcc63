package io.parley.contact.announce;

import io.parley.contact.book.Publications;
import io.parley.kit.event.EventNotPublished;
import io.parley.kit.event.EventPublisher;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Writes contact-changed. Of all instances one relays at a time (it holds an advisory lock for as long as its connection
 * lives). It publishes what a contact is when its turn comes, so the last event of a contact is what it is, whichever way
 * and in whichever order it was changed; a crash repeats events, with the same ids.
 */
@Component
@DependsOnDatabaseInitialization
class ContactRelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ContactRelay.class);
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration STANDBY = Duration.ofSeconds(1);
    private static final String LOCK = "hashtextextended('parley.contact.relay.' || current_schema(), 0)";

    private final DataSource dataSource;
    private final PendingNews news;
    private final EventPublisher publisher;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile @Nullable Thread worker;

    ContactRelay(DataSource dataSource, PendingNews news, EventPublisher publisher) {
        this.dataSource = dataSource;
        this.news = news;
        this.publisher = publisher;
    }

    @EventListener
    void on(Publications.Waiting waiting) {
        wakeUps.release();
    }

    @Override
    public void start() {
        // Started after it is remembered: it ends as soon as it is not the worker.
        var thread = Thread.ofVirtual().name("contact-relay").unstarted(this::work);
        worker = thread;
        thread.start();
    }

    @Override
    public void stop() {
        var running = worker;
        worker = null;
        wakeUps.release();
        if (running != null) {
            try {
                running.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return worker != null;
    }

    private void work() {
        var healthy = true;
        while (isRunning()) {
            try (var connection = dataSource.getConnection()) {
                if (lock(connection, "pg_try_advisory_lock")) {
                    relayWhileHeld(connection);
                }
                healthy = true;
            } catch (SQLException | DataAccessException | TransactionException | EventNotPublished e) {
                if (healthy) {
                    log.warn("telling of contacts is interrupted, notes wait: {}", e.toString());
                }
                healthy = false;
            }
            pause(STANDBY);
        }
    }

    private void relayWhileHeld(Connection connection) throws SQLException {
        try {
            while (isRunning() && connection.isValid(5)) {
                wakeUps.drainPermits();
                if (!relay()) {
                    pause(IDLE);
                }
            }
        } finally {
            if (!connection.isClosed()) {
                lock(connection, "pg_advisory_unlock");
            }
        }
    }

    private boolean relay() {
        var notes = news.next();
        if (notes.isEmpty()) {
            return false;
        }
        publisher.publish(news.eventsOf(notes));
        news.forget(notes);
        return true;
    }

    private static boolean lock(Connection connection, String function) throws SQLException {
        try (var statement = connection.createStatement()) {
            var row = statement.executeQuery("select " + function + "(" + LOCK + ")");
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
