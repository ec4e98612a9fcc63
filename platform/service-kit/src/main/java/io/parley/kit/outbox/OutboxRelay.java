package io.parley.kit.outbox;

import io.parley.kit.event.Event;
import io.parley.kit.event.EventPublisher;
import io.parley.kit.json.Json;
import io.parley.kit.work.SoleWorker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import tools.jackson.core.type.TypeReference;

/**
 * Carries events from the outbox to Kafka. Of all instances of a service one relays at a time, in batches and in order of
 * insertion, and removes what the broker has acknowledged. A crash in between repeats a batch, with the same event ids.
 */
final class OutboxRelay extends SoleWorker {

    /** At most 500 events and, but for the first, 8 MiB at a time, however large single events are. */
    private static final String NEXT_BATCH = """
            select seq, topic, record_key, headers, payload
            from (select *, sum(octet_length(payload)) over (order by seq) as bytes
                  from (select * from outbox order by seq limit 500) as first) as measured
            where bytes <= 8388608 or bytes = octet_length(payload)
            order by seq""";

    private static final Duration IDLE = Duration.ofMillis(50);

    /** The table is empty most of the time, and its statistics say so; a scan of what was deleted is never the way. */
    private static final String PLAN_FOR_A_QUEUE = "set enable_seqscan = off";

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final EventPublisher publisher;

    OutboxRelay(DataSource dataSource, EventPublisher publisher) {
        super(dataSource, "outbox", IDLE);
        this.publisher = publisher;
    }

    @Override
    protected void prepare(Connection connection) throws SQLException {
        execute(connection, PLAN_FOR_A_QUEUE);
    }

    @Override
    protected void restore(Connection connection) throws SQLException {
        execute(connection, "reset enable_seqscan");
    }

    @Override
    protected boolean work(Connection connection) throws SQLException {
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
        return !events.isEmpty();
    }

    private static void remove(Connection connection, List<Long> numbers) throws SQLException {
        try (var delete = connection.prepareStatement("delete from outbox where seq = any (?)")) {
            delete.setArray(1, connection.createArrayOf("bigint", numbers.toArray()));
            delete.executeUpdate();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
