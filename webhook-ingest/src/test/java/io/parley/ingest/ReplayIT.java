package io.parley.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.EventHeaders;
import io.parley.contract.Role;
import io.parley.contract.Topics;
import io.parley.kit.event.Records;
import io.parley.testkit.Api;
import io.parley.testkit.TestTenant;
import io.parley.testkit.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@IngestTest
@SuppressWarnings("NullAway.Init")
class ReplayIT {

    @Autowired
    Api api;

    @Autowired
    Tenants tenants;

    @Autowired
    Topic.Reader topics;

    @Autowired
    JdbcClient jdbc;

    @Test
    void publishesTheSameRecordOnceMore() {
        var tenant = tenants.connected();
        Webhooks.post(api, Webhooks.of(tenant.phoneNumberId(), "447700900123", "w1"));
        awaitTotal(tenant, 1);
        var first = records(tenant).getFirst();

        var answer = api.as(tenant, Role.ADMIN).post("/api/webhook/events/" + Records.idOf(first) + "/replay", "");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.data().path("replayed").asInt()).isEqualTo(1);
        await().until(() -> records(tenant).size() == 2);
        var again = records(tenant).getLast();
        assertThat(again.key()).isEqualTo(first.key());
        assertThat(again.value()).isEqualTo(first.value());
        assertThat(headers(again)).isEqualTo(headers(first));
        assertThat(total(tenant)).isEqualTo(1);
    }

    @Test
    void replaysAPeriodInItsOrderAndCountsFirstWhenAsked() {
        var tenant = tenants.connected();
        for (var i = 0; i < 30; i++) {
            Webhooks.post(api, Webhooks.of(tenant.phoneNumberId(), "447700900123", "w" + i));
        }
        awaitTotal(tenant, 30);
        var admin = api.as(tenant, Role.ADMIN);
        var period =
                Map.of("since", "2020-01-01T00:00:00Z", "until", Instant.now().toString(), "dryRun", true);

        assertThat(admin.post("/api/webhook/events/replay", period).data().toString())
                .isEqualTo("{\"selected\":30,\"replayed\":0}");
        assertThat(admin.post(
                                "/api/webhook/events/replay",
                                Map.of("since", "2020-01-01T00:00:00Z", "status", "pending"))
                        .data()
                        .toString())
                .isEqualTo("{\"selected\":30,\"replayed\":30}");

        await().until(() -> records(tenant).size() == 60);
        var ids = records(tenant).stream().map(Records::idOf).toList();
        assertThat(ids.subList(30, 60)).isEqualTo(ids.subList(0, 30));
        assertThat(total(tenant)).isEqualTo(30);
    }

    @Test
    void isForAdministratorsAndTellsWhatIsWrong() {
        var tenant = tenants.connected();
        var replay = "/api/webhook/events/replay";
        var period = Map.of("since", "2020-01-01T00:00:00Z");

        assertThat(api.as(tenant, Role.AGENT).post(replay, period).status()).isEqualTo(403);
        assertThat(api.as(tenant, Role.ADMIN)
                        .post(replay, Map.of())
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("since");
        assertThat(api.as(tenant, Role.ADMIN)
                        .post(replay, Map.of("since", "yesterday"))
                        .status())
                .isEqualTo(400);
        assertThat(api.as(tenant, Role.ADMIN)
                        .post(replay, Map.of("since", "2020-01-01T00:00:00Z", "tenant", "x"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void appliesWhatCameWhileTheWebhookWasOffOnceItIsOn() {
        var tenant = TestTenant.create();
        tenants.connect(tenant, false, null);
        assertThat(Webhooks.post(api, Webhooks.of(tenant.phoneNumberId(), "447700900123", "w1"))
                        .status())
                .isEqualTo(200);
        awaitTotal(tenant, 1);
        assertThat(disposition(records(tenant).getFirst())).isEqualTo("DISABLED");
        var ledger =
                api.as(tenant, Role.AGENT).get("/api/webhook/ledger").data().path("totals");
        assertThat(ledger.at("/ignored/WEBHOOK_DISABLED").asInt()).isEqualTo(1);
        assertThat(ledger.path("pending").asInt()).isZero();

        var off = replayAll(tenant);
        tenants.connect(tenant, true, null);
        var on = replayAll(tenant);

        assertThat(off).isEqualTo("{\"selected\":1,\"replayed\":1}").isEqualTo(on);
        await().until(() -> records(tenant).size() == 3);
        assertThat(records(tenant)).extracting(ReplayIT::disposition).containsExactly("DISABLED", "DISABLED", "ROUTED");
        await().untilAsserted(() -> assertThat(api.as(tenant, Role.AGENT)
                        .get("/api/webhook/ledger")
                        .data()
                        .at("/totals/pending")
                        .asInt())
                .isEqualTo(1));
    }

    @Test
    void givesUnroutedEventsToTheTenantThatConnectsTheirNumber() {
        var tenant = TestTenant.create();
        for (var i = 0; i < 20; i++) {
            assertThat(Webhooks.post(api, Webhooks.of(tenant.phoneNumberId(), "447700900123", "w" + i))
                            .status())
                    .isEqualTo(200);
        }
        var account = Webhooks.entry("waba-" + tenant.phoneNumberId(), Webhooks.change("flows", "{}"));
        Webhooks.post(api, Webhooks.of(account));
        await().until(() -> unrouted(tenant) == 21);

        tenants.connect(tenant, true, null);

        awaitTotal(tenant, 21);
        await().until(() -> records(tenant).size() == 21);
        await().until(() -> unrouted(tenant) == 0);
        assertThat(records(tenant)).extracting(ReplayIT::disposition).containsOnly("ROUTED");
        assertThat(records(tenant).stream()
                        .filter(entry -> entry.key().startsWith(tenant.phoneNumberId()))
                        .map(entry -> new String(entry.value(), java.nio.charset.StandardCharsets.UTF_8)))
                .containsExactlyElementsOf(IntStream.range(0, 20)
                        .mapToObj(i -> Webhooks.of(tenant.phoneNumberId(), "447700900123", "w" + i))
                        .toList());
    }

    @Test
    void losesNothingThatArrivesWhileANumberIsBeingConnected() {
        var tenant = TestTenant.create();
        for (var i = 0; i < 60; i++) {
            if (i == 30) {
                tenants.publish(tenant, true, null);
            }
            assertThat(Webhooks.post(api, Webhooks.of(tenant.phoneNumberId(), "447700900123", "w" + i))
                            .status())
                    .isEqualTo(200);
        }

        awaitTotal(tenant, 60);
        await().untilAsserted(() -> assertThat(records(tenant).stream()
                        .filter(entry -> disposition(entry).equals("ROUTED"))
                        .map(Records::idOf)
                        .distinct())
                .hasSize(60));
        await().until(() -> unrouted(tenant) == 0);
    }

    private String replayAll(TestTenant tenant) {
        return api.as(tenant, Role.OWNER)
                .post("/api/webhook/events/replay", Map.of("since", "2020-01-01T00:00:00Z"))
                .data()
                .toString();
    }

    private List<ConsumerRecord<String, byte[]>> records(TestTenant tenant) {
        return topics.read(Topics.RAW_WEBHOOK, tenant.id());
    }

    private long unrouted(TestTenant tenant) {
        return jdbc.sql("select count(*) from operator_webhook where subject like '%' || ?")
                .param(tenant.phoneNumberId())
                .query(Long.class)
                .single();
    }

    private void awaitTotal(TestTenant tenant, int total) {
        await().until(() -> total(tenant) == total);
    }

    private int total(TestTenant tenant) {
        return api.as(tenant, Role.AGENT)
                .get("/api/webhook/events")
                .data()
                .at("/pagination/total")
                .asInt();
    }

    private static String disposition(ConsumerRecord<String, byte[]> entry) {
        return Records.header(entry, EventHeaders.DISPOSITION).orElseThrow();
    }

    private static List<String> headers(ConsumerRecord<String, byte[]> entry) {
        return java.util.Arrays.stream(entry.headers().toArray())
                .map(header -> header.key() + "=" + new String(header.value(), java.nio.charset.StandardCharsets.UTF_8))
                .sorted()
                .toList();
    }
}
