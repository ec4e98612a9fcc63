package io.parley.kit.outbox;

import io.parley.kit.event.Event;
import io.parley.kit.event.EventNotPublished;
import io.parley.kit.event.EventPublisher;
import io.parley.kit.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.core.type.TypeReference;

/**
 * Carries events from the outbox to Kafka. Of all instances of a service one relays at a time (it holds an advisory lock
 * for as long as its connection lives), in batches and in order of insertion, and removes what the broker has
 * acknowledged. A crash in between repeats a batch, with the same event ids.
 */
final class OutboxRelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    /** At most 500 events and, but for the first, 8 MiB at a time, however large single events are. */
    private static final String NEXT_BATCH = """
            select seq, topic, record_key, headers, payload
            from (select *, sum(octet_length(payload)) over (order by seq) as bytes
                  from (select * from outbox order by seq limit 500) as first) as measured
            where bytes <= 8388608 or bytes = octet_length(payload)
            order by seq""";

    private static final Duration IDLE = Duration.ofMillis(50);
    private static final Duration STANDBY = Duration.ofSeconds(1);

    /** The table is empty most of the time, and its statistics say so; a scan of what was deleted is never the way. */
    private static final String PLAN_FOR_A_QUEUE = "set enable_seqscan = off";

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final DataSource dataSource;
    private final EventPublisher publisher;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile @Nullable Thread worker;

    OutboxRelay(DataSource dataSource, EventPublisher publisher) {
        this.dataSource = dataSource;
        this.publisher = publisher;
    }

    /** Makes the relay look at once; without it, it looks after a short pause anyway. */
    void wake() {
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    @Override
    public void start() {
        // Started after it is remembered: it ends as soon as it is not the worker.
        var thread = Thread.ofVirtual().name("outbox-relay").unstarted(this::work);
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
                if (lock(connection)) {
                    relayWhileRunning(connection);
                }
                healthy = true;
            } catch (SQLException | EventNotPublished e) {
                if (healthy) {
                    log.warn("relaying is interrupted, events wait in the outbox: {}", e.toString());
                }
                healthy = false;
            }
            pause(STANDBY);
        }
    }

    private void relayWhileRunning(Connection connection) throws SQLException {
        try {
            execute(connection, PLAN_FOR_A_QUEUE);
            while (isRunning()) {
                wakeUps.drainPermits();
                if (relay(connection) == 0) {
                    pause(IDLE);
                }
            }
        } finally {
            unlock(connection);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int relay(Connection connection) throws SQLException {
        var numbers = new ArrayList<Long>();
        var events = new ArrayList<Event>();
        try (var query = connection.prepareStatement(NEXT_BATCH)) {
            var rows = query.executeQuery();
            while (rows.next()) {
                numbers.add(rows.getLong(1));
                var headers = Json.events().readValue(rows.getString(4), HEADERS);
                events.add(new Event(rows.getString(2), rows.getString(3), null, headers, rows.getBytes(5)));
            }
        }
        if (!events.isEmpty()) {
            publisher.publish(events);
            remove(connection, numbers);
        }
        return events.size();
    }

    private static void remove(Connection connection, List<Long> numbers) throws SQLException {
        try (var delete = connection.prepareStatement("delete from outbox where seq = any (?)")) {
            delete.setArray(1, connection.createArrayOf("bigint", numbers.toArray()));
            delete.executeUpdate();
        }
    }

    private static boolean lock(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement(
                "select pg_try_advisory_lock(hashtextextended('parley.outbox.' || current_schema(), 0))")) {
            var row = query.executeQuery();
            return row.next() && row.getBoolean(1);
        }
    }

    private static void unlock(Connection connection) throws SQLException {
        if (!connection.isClosed()) {
            execute(connection, "reset enable_seqscan");
            execute(connection, "select pg_advisory_unlock(hashtextextended('parley.outbox.' || current_schema(), 0))");
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
