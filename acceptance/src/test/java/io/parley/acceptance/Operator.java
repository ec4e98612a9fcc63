package io.parley.acceptance;

import static org.awaitility.Awaitility.await;

import io.parley.contract.EventHeaders;
import io.parley.contract.EventTypes;
import io.parley.contract.Topics;
import io.parley.testkit.Scan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What only somebody who runs Parley can see: rows that belong to no tenant, and whether work is still under way. */
final class Operator {

    private static final Duration SETTLES_WITHIN = Duration.ofMinutes(5);

    private final String database;
    private final String broker;

    Operator(int postgres, int kafka, String password) {
        this.database = "jdbc:postgresql://127.0.0.1:" + postgres + "/parley?user=parley&password=" + password;
        this.broker = "127.0.0.1:" + kafka;
    }

    /** Returns the number that a query answers with. */
    long count(String sql) {
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Returns where in all services' tables one of {@code words} stands. */
    List<String> scan(String... words) {
        var jdbc = JdbcClient.create(new DriverManagerDataSource(database));
        var schemas = jdbc.sql("""
                        select distinct n.nspname from pg_namespace n join pg_class c on c.relnamespace = n.oid
                        where c.relname = 'flyway_schema_history'""").query((row, number) -> row.getString(1)).list();
        return schemas.stream()
                .flatMap(schema -> Scan.of(jdbc, schema, null, words).stream().map(place -> schema + "." + place))
                .toList();
    }

    /** Returns what the store of files holds of a tenant. */
    List<Path> filesOf(Stack stack, String tenantId) {
        var folder = stack.data().resolve("media").resolve(tenantId);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns how many elements were kept that name no tenant. */
    long elementsOfNobody(String disposition) {
        return count("select coalesce(sum(elements), 0) from ingest.operator_webhook where disposition = '"
                + disposition + "'");
    }

    /**
     * Returns how much is kept of what came through the webhook for these tenants or for nobody. What other tests have sent may still
     * be reported as delivered, minutes later.
     */
    Stored stored(Tenant... tenants) {
        var theirs = Stream.of(tenants).map(tenant -> "'" + tenant.id() + "'").collect(Collectors.joining(", "));
        return new Stored(
                count("select count(*) from ingest.raw_webhook_event where tenant_id in (" + theirs + ")"),
                count("select count(*) from ingest.operator_webhook"),
                count("select count(*) from messaging.message where tenant_id in (" + theirs + ")"),
                count("select count(*) from messaging.message_status where tenant_id in (" + theirs + ")"));
    }

    /**
     * Puts a webhook of one element on the topic whose body was damaged on the way, so that no consumer can apply it: no
     * request gets so far, for the door reads what it lets in.
     */
    void publishDamaged(String tenantId, Number number) {
        var id = UUID.randomUUID().toString();
        var headers = Map.of(
                EventHeaders.SPEC_VERSION,
                "1.0",
                EventHeaders.ID,
                id,
                EventHeaders.TYPE,
                EventTypes.RAW_WEBHOOK,
                EventHeaders.TIME,
                Instant.now().toString(),
                EventHeaders.SUBJECT,
                number.id(),
                EventHeaders.TENANT_ID,
                tenantId,
                EventHeaders.DISPOSITION,
                "ROUTED",
                EventHeaders.PHONE_NUMBER_ID,
                number.id(),
                EventHeaders.FIELD,
                "messages",
                EventHeaders.ELEMENTS,
                "1");
        var damaged = new ProducerRecord<>(
                Topics.RAW_WEBHOOK, number.id(), "{\"object\":\"whatsapp_bus".getBytes(StandardCharsets.UTF_8));
        headers.forEach((name, value) -> damaged.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(damaged);
        }
    }

    /** Rows of each kind. */
    record Stored(long events, long ofNobody, long messages, long statuses) {}

    /** Waits until nothing is under way any more: outboxes empty, and every consumer at the end of its topics. */
    void awaitQuiet() {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            await("everything is processed")
                    .atMost(SETTLES_WITHIN)
                    .pollInterval(Duration.ofMillis(250))
                    .until(() -> outboxes() == 0
                            && lag(admin, "webhook-ingest.archive") == 0
                            && lag(admin, "messaging-service.receive") == 0
                            && lag(admin, "webhook-ingest.outcome") == 0
                            && outboxes() == 0);
        }
    }

    private long outboxes() {
        return count("select (select count(*) from ingest.outbox) + (select count(*) from messaging.outbox)");
    }

    /** A group that has read nothing of a partition yet has all of it before it. */
    private static long lag(Admin admin, String group) throws ExecutionException, InterruptedException {
        var topic = group.endsWith(".outcome") ? "webhook-outcome" : "raw-webhook";
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        for (var description :
                admin.describeTopics(List.of(topic)).allTopicNames().get().values()) {
            description
                    .partitions()
                    .forEach(one -> latest.put(new TopicPartition(topic, one.partition()), OffsetSpec.latest()));
        }
        var committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        var lag = 0L;
        for (var end : admin.listOffsets(latest).all().get().entrySet()) {
            var place = committed.get(end.getKey());
            lag += end.getValue().offset() - (place == null ? 0 : place.offset());
        }
        return lag;
    }
}
