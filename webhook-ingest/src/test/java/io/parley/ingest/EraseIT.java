package io.parley.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.ErasureCompleted;
import io.parley.contract.ErasureRequested;
import io.parley.contract.EventTypes;
import io.parley.contract.Role;
import io.parley.contract.TenantId;
import io.parley.contract.Topics;
import io.parley.contract.WebhookOutcome;
import io.parley.contract.WebhookOutcome.Result;
import io.parley.kit.event.Event;
import io.parley.kit.event.EventPublisher;
import io.parley.kit.event.Records;
import io.parley.kit.tenant.TenantContext;
import io.parley.testkit.Api;
import io.parley.testkit.Scan;
import io.parley.testkit.TestTenant;
import io.parley.testkit.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;

@IngestTest
@SuppressWarnings("NullAway.Init")
class EraseIT {

    static final String PHONE = "447700900123";

    @Autowired
    Api api;

    @Autowired
    Tenants tenants;

    @Autowired
    Topic.Reader topics;

    @Autowired
    EventPublisher publisher;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transaction;

    @Test
    void destroysTheBodyAndKeepsTheLedger() {
        var tenant = tenants.connected();
        post(tenant, Webhooks.of(tenant.phoneNumberId(), PHONE, "wamid.canary"));
        post(tenant, Webhooks.of(tenant.phoneNumberId(), "447700900999", "wamid.other"));
        awaitTotal(tenant, 2);
        var id = idOf(tenant, PHONE);
        publisher.publish(List.of(outcome(tenant, id, Result.APPLIED)));
        await().until(() -> ledger(tenant).path("applied").asInt() == 1);
        var ledger = ledger(tenant);

        var answer = erase(tenant, request(tenant, Instant.now()));

        assertThat(answer.counts()).containsEntry("webhooks", 1L);
        var event = api.as(tenant, Role.ADMIN).get("/api/webhook/events/" + id).data();
        assertThat(event.path("body").isNull()).isTrue();
        assertThat(event.path("erasedAt").asString()).isNotEmpty();
        assertThat(event.at("/outcomes/0/outcome").asString()).isEqualTo("APPLIED");
        assertThat(ledger(tenant)).isEqualTo(ledger);
        assertThat(found(tenant, PHONE, "canary")).isEmpty();
        assertThat(found(tenant, "447700900999")).isNotEmpty();
    }

    @Test
    void answersAReplayOfWhatIsErasedClearly() {
        var tenant = tenants.connected();
        post(tenant, Webhooks.of(tenant.phoneNumberId(), PHONE, "w1"));
        post(tenant, Webhooks.of(tenant.phoneNumberId(), "447700900999", "w2"));
        awaitTotal(tenant, 2);
        var id = idOf(tenant, PHONE);
        erase(tenant, request(tenant, Instant.now()));
        var admin = api.as(tenant, Role.ADMIN);

        var one = admin.post("/api/webhook/events/" + id + "/replay", "");
        var all = admin.post("/api/webhook/events/replay", Map.of("since", "2020-01-01T00:00:00Z"));

        assertThat(one.status()).isEqualTo(410);
        assertThat(one.json().path("code").asString()).isEqualTo("WEBHOOK_BODY_ERASED");
        assertThat(all.data().toString()).isEqualTo("{\"selected\":1,\"replayed\":1}");
    }

    @Test
    void looksIntoBodiesWhoseKeyNamesNobody() {
        var tenant = tenants.connected();
        var history = Webhooks.of(Webhooks.entry(
                "waba-" + tenant.phoneNumberId(),
                Webhooks.change(
                        "history",
                        "{\"messaging_product\":\"whatsapp\",\"metadata\":{\"phone_number_id\":\""
                                + tenant.phoneNumberId() + "\"},\"history\":[{\"threads\":[{\"id\":\"" + PHONE
                                + "\"},{\"id\":\"447700900999\"}]}]}")));
        post(tenant, history);
        awaitTotal(tenant, 1);
        assertThat(found(tenant, PHONE)).isNotEmpty();

        var answer = erase(tenant, request(tenant, Instant.now()));

        assertThat(answer.counts()).containsEntry("webhooks", 1L);
        assertThat(found(tenant, PHONE)).isEmpty();
    }

    @Test
    void archivesNothingThatCameBeforeAndEverythingThatComesAfter() {
        var tenant = tenants.connected();
        post(tenant, Webhooks.of(tenant.phoneNumberId(), PHONE, "wamid.canary"));
        awaitTotal(tenant, 1);
        var record = topics.read(Topics.RAW_WEBHOOK, tenant.id()).getFirst();
        var erasedAt = Instant.now();
        erase(tenant, request(tenant, erasedAt));

        // the record once more, and another that was on its way when the customer was erased
        publisher.publish(
                List.of(again(tenant, record.key(), record.value(), Records.idOf(record), erasedAt.minusSeconds(1))));
        publisher.publish(
                List.of(again(tenant, record.key(), record.value(), UUID.randomUUID(), erasedAt.minusSeconds(1))));
        publisher.publish(List.of(outcome(tenant, Records.idOf(record), Result.APPLIED)));
        awaitTotal(tenant, 2);
        await().until(() -> ledger(tenant).path("applied").asInt() == 1);
        assertThat(found(tenant, PHONE, "canary")).isEmpty();

        post(tenant, Webhooks.of(tenant.phoneNumberId(), PHONE, "w2"));
        awaitTotal(tenant, 3);
        assertThat(found(tenant, PHONE)).isNotEmpty();
    }

    @Test
    void saysTheSameAgainAndLeavesAloneWhatCameSince() {
        var tenant = tenants.connected();
        post(tenant, Webhooks.of(tenant.phoneNumberId(), PHONE, "w1"));
        awaitTotal(tenant, 1);
        var request = request(tenant, Instant.now());
        var first = erase(tenant, request);
        post(tenant, Webhooks.of(tenant.phoneNumberId(), PHONE, "w2"));
        awaitTotal(tenant, 2);

        publisher.publish(List.of(event(tenant.id(), request)));

        await().until(() -> answers(tenant, request).size() == 2);
        assertThat(answers(tenant, request)).containsOnly(first);
        assertThat(found(tenant, PHONE)).isNotEmpty();
    }

    private void post(TestTenant tenant, String body) {
        assertThat(Webhooks.post(api, body).status()).isEqualTo(200);
    }

    private void awaitTotal(TestTenant tenant, int total) {
        await().until(() -> api.as(tenant, Role.AGENT)
                        .get("/api/webhook/events")
                        .data()
                        .at("/pagination/total")
                        .asInt()
                == total);
    }

    private UUID idOf(TestTenant tenant, String customer) {
        return topics.read(Topics.RAW_WEBHOOK, tenant.id()).stream()
                .filter(entry -> entry.key().endsWith(customer))
                .map(Records::idOf)
                .findFirst()
                .orElseThrow();
    }

    private JsonNode ledger(TestTenant tenant) {
        return api.as(tenant, Role.ADMIN).get("/api/webhook/ledger").data().path("totals");
    }

    private static Event outcome(TestTenant tenant, UUID id, Result result) {
        return Event.of(Topics.WEBHOOK_OUTCOME, EventTypes.WEBHOOK_OUTCOME, UUID.randomUUID(), tenant.id(), id)
                .carrying(new WebhookOutcome(
                        id,
                        "messaging-service",
                        result,
                        null,
                        List.of(new WebhookOutcome.Element(0, "message", "wamid.canary", result, null))));
    }

    private Event again(TestTenant tenant, String key, byte[] value, UUID id, Instant receivedAt) {
        var like = topics.read(Topics.RAW_WEBHOOK, tenant.id()).getFirst();
        var event = Event.of(Topics.RAW_WEBHOOK, EventTypes.RAW_WEBHOOK, id, tenant.id(), tenant.phoneNumberId())
                .keyed(key)
                .at(receivedAt);
        for (var header : like.headers()) {
            if (!event.headers().containsKey(header.key()) && !header.key().equals("ce_source")) {
                event = event.with(header.key(), new String(header.value(), UTF_8));
            }
        }
        return new Event(event.topic(), event.key(), event.tenant(), event.headers(), value);
    }

    private static ErasureRequested request(TestTenant tenant, Instant at) {
        return new ErasureRequested(
                UUID.randomUUID(), UUID.randomUUID(), List.of(), List.of("+" + PHONE), tenant.user(), at);
    }

    private ErasureCompleted erase(TestTenant tenant, ErasureRequested request) {
        publisher.publish(List.of(event(tenant.id(), request)));
        await().until(() -> !answers(tenant, request).isEmpty());
        return answers(tenant, request).getFirst();
    }

    private List<ErasureCompleted> answers(TestTenant tenant, ErasureRequested request) {
        return topics.read(Topics.ERASURE_COMPLETED, tenant.id()).stream()
                .map(entry -> Records.read(entry, ErasureCompleted.class))
                .filter(one -> one.erasureId().equals(request.erasureId()))
                .toList();
    }

    private static Event event(TenantId tenant, ErasureRequested request) {
        return Event.of(
                        Topics.ERASURE_REQUESTED,
                        EventTypes.ERASURE_REQUESTED,
                        request.erasureId(),
                        tenant,
                        request.erasureId())
                .carrying(request);
    }

    /** Where in this tenant's rows {@code words} stand. What belongs to no tenant is other tests'. */
    private List<String> found(TestTenant tenant, String... words) {
        return TenantContext.<List<String>, RuntimeException>call(
                        tenant.id(), () -> transaction.execute(status -> Scan.of(jdbc, "ingest", tenant.id(), words)))
                .stream()
                .filter(place -> !place.startsWith("operator_webhook."))
                .toList();
    }
}
