package io.parley.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.analytics.fact.Told;
import io.parley.contract.Role;
import io.parley.testkit.Lag;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Counting everything anew. */
class RebuildIT extends AnalyticsTest {

    private static final Duration LONG = Duration.ofMinutes(3);

    @Test
    void endsWithTheSameFiguresWhateverHadBecomeOfThem() {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var history = History.of(tenant.id(), now, Duration.ofDays(50), 77);
        publisher.publish(history.disorder(new Random(77)));
        Lag.awaitNone("analytics-service.facts", Told.TOPICS.toArray(String[]::new));
        assertThat(overview("?days=365").path("overview").path("totalMessages").asInt(0))
                .isEqualTo(history.lines().size());
        var before = counters();

        spoil();
        assertThat(counters()).isNotEqualTo(before);
        rebuild();

        assertThat(counters()).isEqualTo(before);
        rebuild();
        assertThat(counters()).isEqualTo(before);
    }

    @Test
    void showsNoFiguresMeanwhile() {
        var rebuild = UUID.randomUUID();
        database().sql("""
                        insert into rebuild (id, asked_at, phase, done, total, lease_until)
                        values (?, now(), 'READING', 3, 10, now() + interval '1 hour')""").param(rebuild).update();
        try {
            for (var path : new String[] {"overview", "agents", "templates", "export"}) {
                var answer = get("/api/analytics/" + path);
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.text()).contains("ANALYTICS_REBUILDING");
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            }
            assertThat(api.post("/internal/rebuild", "{}").data().path("id").asString(""))
                    .isEqualTo(rebuild.toString());
            assertThat(latest().path("done").asInt(0)).isEqualTo(3);
        } finally {
            database().sql("delete from rebuild where id = ?").param(rebuild).update();
        }
        assertThat(get("/api/analytics/overview").status()).isEqualTo(200);
    }

    @Test
    void goesOnWhereAnInstanceHasDied() {
        database().sql("""
                        insert into rebuild (id, asked_at, phase, done, total, lease_until)
                        values (gen_random_uuid(), now(), 'DROPPING', 0, 10, now() - interval '1 s')""").update();

        awaitDone();
    }

    /** As a bug might: some facts are wrong, some missing, counters are off. */
    private void spoil() {
        database()
                .sql("update message_fact set progress = 4 where tenant_id = ? and outbound")
                .param(tenant.id().value())
                .update();
        database()
                .sql("delete from message_fact where tenant_id = ? and not outbound")
                .param(tenant.id().value())
                .update();
        database()
                .sql("update message_bucket set sent = sent + 1 where tenant_id = ?")
                .param(tenant.id().value())
                .update();
    }

    private void rebuild() {
        assertThat(api.post("/internal/rebuild", "{}").status()).isEqualTo(202);
        awaitDone();
        assertThat(api.as(tenant, Role.AGENT).get("/api/analytics/overview").status())
                .isEqualTo(200);
    }

    private void awaitDone() {
        await().atMost(LONG).until(() -> latest().path("phase").asString("").equals("DONE"));
    }

    private JsonNode latest() {
        return api.get("/internal/rebuild").data();
    }
}
