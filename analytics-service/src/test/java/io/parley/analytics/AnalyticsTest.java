package io.parley.analytics;

import io.parley.analytics.fact.CountFacts;
import io.parley.analytics.fact.Told;
import io.parley.contract.Role;
import io.parley.kit.event.Event;
import io.parley.kit.event.EventPublisher;
import io.parley.testkit.Api;
import io.parley.testkit.Infrastructure;
import io.parley.testkit.Patience;
import io.parley.testkit.ServiceTest;
import io.parley.testkit.TestClock;
import io.parley.testkit.TestTenant;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What the ITs of this service have in common: one context, and words for what they do. */
@ServiceTest
@SuppressWarnings("NullAway.Init")
abstract class AnalyticsTest {

    static final Duration SOON = Patience.SOON;

    @Autowired
    EventPublisher publisher;

    @Autowired
    CountFacts countFacts;

    @Autowired
    Api api;

    @Autowired
    TestClock clock;

    final TestTenant tenant = TestTenant.create();

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    void publish(Event... events) {
        publisher.publish(List.of(events));
    }

    /** Counts events as one batch, as if they had been read. */
    void count(List<Event> events) {
        countFacts.count(events.stream()
                .flatMap(event -> Told.read(asRead(event)).stream())
                .toList());
    }

    void count(Event... events) {
        count(List.of(events));
    }

    static ConsumerRecord<String, byte[]> asRead(Event event) {
        var entry = new ConsumerRecord<>(event.topic(), 0, 0, event.key(), event.payload());
        event.headers().forEach((name, value) -> entry.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return entry;
    }

    JsonNode overview(String query) {
        return get("/api/analytics/overview" + query).data();
    }

    Api.Answer get(String path) {
        return api.as(tenant, Role.AGENT).get(path);
    }

    static JdbcClient database() {
        return Infrastructure.shared().operator("analytics");
    }

    /** The rows of a table of counters that are not zero, as they stand. */
    List<Map<String, @Nullable Object>> counters(String table, String columns) {
        return database()
                .sql("select * from %s where tenant_id = ? and (%s) is distinct from (%s) order by %s"
                        .formatted(
                                table,
                                columns,
                                columns.replaceAll("\\w+", "0"),
                                "message_bucket".equals(table) ? "2" : "2, 3"))
                .param(tenant.id().value())
                .query()
                .listOfRows();
    }

    List<List<Map<String, @Nullable Object>>> counters() {
        return List.of(
                counters("message_bucket", "inbound, outbound, accepted, sent, delivered, read, failed, threads"),
                counters("agent_bucket", "sent, answers, waited_ms, resolutions, took_ms"),
                counters("template_bucket", "sent, delivered, read, failed"));
    }
}
