package io.parley.analytics.fact;

import io.parley.analytics.fact.Tally.Place;
import io.parley.kit.database.Columns;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Adds to the counters: one statement for each table that changes. */
@Repository
class Buckets {

    private static final String MESSAGES = addition(
            "message_bucket",
            "tenant_id, bucket",
            "?::uuid[], ?::timestamptz[]",
            List.of("inbound", "outbound", "accepted", "sent", "delivered", "read", "failed", "threads"));
    private static final String AGENTS = addition(
            "agent_bucket",
            "tenant_id, bucket, agent_id",
            "?::uuid[], ?::timestamptz[], ?::uuid[]",
            List.of("sent", "answers", "waited_ms", "resolutions", "took_ms"));
    private static final String TEMPLATES = addition(
            "template_bucket",
            "tenant_id, bucket, name, language",
            "?::uuid[], ?::timestamptz[], ?::text[], ?::text[]",
            List.of("sent", "delivered", "read", "failed"));

    private final JdbcClient jdbc;

    Buckets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds {@code tally}; the rows stay locked until the transaction ends, so this comes last in it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(Tally tally) {
        add(MESSAGES, 0, tally.messages());
        add(AGENTS, 1, tally.agents());
        add(TEMPLATES, 2, tally.templates());
    }

    private static String addition(String table, String key, String keyArrays, List<String> columns) {
        var sums = columns.stream()
                .map(column -> "%s = c.%s + excluded.%s".formatted(column, column, column))
                .collect(Collectors.joining(", "));
        var arrays = Stream.generate(() -> "?::bigint[]").limit(columns.size()).collect(Collectors.joining(", "));
        return "insert into %s as c (%s, %s) select * from unnest(%s, %s) on conflict (%s) do update set %s"
                .formatted(table, key, String.join(", ", columns), keyArrays, arrays, key, sums);
    }

    private void add(String sql, int names, List<Map.Entry<Place, Counts>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        var statement = jdbc.sql(sql)
                .param(Columns.of(rows, row -> row.getKey().tenant()))
                .param(Columns.of(rows, row -> row.getKey().quarter()));
        if (names > 0) {
            statement = statement.param(Columns.of(rows, row -> row.getKey().name()));
        }
        if (names > 1) {
            statement = statement.param(Columns.of(rows, row -> row.getKey().language()));
        }
        var width = rows.getFirst().getValue().values().length;
        for (var column : IntStream.range(0, width).toArray()) {
            statement = statement.param(Columns.of(rows, row -> row.getValue().at(column)));
        }
        statement.update();
    }
}
