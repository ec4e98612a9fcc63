package io.parley.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.EventHeaders;
import io.parley.contract.EventTypes;
import io.parley.contract.Role;
import io.parley.contract.Topics;
import io.parley.contract.WebhookOutcome;
import io.parley.contract.WebhookOutcome.Element;
import io.parley.contract.WebhookOutcome.Result;
import io.parley.kit.event.Event;
import io.parley.kit.event.EventPublisher;
import io.parley.kit.event.Records;
import io.parley.testkit.Api;
import io.parley.testkit.TestTenant;
import io.parley.testkit.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@IngestTest
@SuppressWarnings("NullAway.Init")
class AccountingIT {

    @Autowired
    Api api;

    @Autowired
    Tenants tenants;

    @Autowired
    Topic.Reader topics;

    @Autowired
    EventPublisher publisher;

    @Test
    void showsAnEventWithItsBodyAndTheOutcomeOfEachElement() {
        var tenant = tenants.connected();
        var body = Webhooks.of(Webhooks.entry(
                "a",
                Webhooks.messages(tenant.phoneNumberId(), Webhooks.message("1", "w1"), Webhooks.message("1", "w2"))));
        Webhooks.post(api, body);
        var id = awaitEvents(tenant, 1).getFirst();
        var admin = api.as(tenant, Role.AGENT);

        assertThat(admin.get("/api/webhook/events/" + id).data().path("status").asString())
                .isEqualTo("PENDING");
        say(tenant, id, element(0, "w1", Result.APPLIED, null), element(1, "w2", Result.IGNORED, "UNKNOWN_TYPE"));
        awaitStatus(tenant, id, "PROCESSED");

        var event = admin.get("/api/webhook/events/" + id).data();
        assertThat(event.path("body").toString()).contains("\"w1\"").contains("\"w2\"");
        assertThat(event.at("/outcomes/0/outcome").asString()).isEqualTo("APPLIED");
        assertThat(event.at("/outcomes/1/reason").asString()).isEqualTo("UNKNOWN_TYPE");
        assertThat(event.at("/outcomes/1/by").asString()).isEqualTo("messaging-service");
    }

    @Test
    void comesToTheSameResultInEveryOrderAndHoweverOften() {
        var tenant = tenants.connected();
        var statements = List.of(
                element(0, "w1", Result.DEAD, "POISON"),
                element(0, "w1", Result.IGNORED, "WEBHOOK_DISABLED"),
                element(0, "w1", Result.APPLIED, null),
                element(0, "w1", Result.DUPLICATE, null));
        for (var seed = 0; seed < 6; seed++) {
            var order = new ArrayList<>(statements);
            order.addAll(statements);
            Collections.shuffle(order, new Random(seed));
            var from = "4477009001" + seed;
            var archivedFirst = seed % 2 == 0;
            if (archivedFirst) {
                Webhooks.post(api, Webhooks.of(tenant.phoneNumberId(), from, "w" + seed));
                var id = awaitEvents(tenant, seed + 1).getFirst();
                order.forEach(one -> say(tenant, id, one));
                awaitStatus(tenant, id, "PROCESSED");
            } else {
                var id = UUID.randomUUID();
                order.forEach(one -> say(tenant, id, one));
                republish(tenant, id, from, "w" + seed);
                awaitEvents(tenant, seed + 1);
                awaitStatus(tenant, id, "PROCESSED");
            }
        }

        await().untilAsserted(() -> {
            var totals = ledger(tenant).path("totals");
            assertThat(totals.path("received").asInt()).isEqualTo(6);
            assertThat(totals.path("applied").asInt()).isEqualTo(6);
        });
    }

    @Test
    void outlivesPoisonAndRecordsWhatComesAfterIt() {
        var tenant = tenants.connected();
        Webhooks.post(api, Webhooks.of(tenant.phoneNumberId(), "1", "w1"));
        var id = awaitEvents(tenant, 1).getFirst();

        var broken = Event.of(Topics.WEBHOOK_OUTCOME, EventTypes.WEBHOOK_OUTCOME, UUID.randomUUID(), tenant.id(), id)
                .carrying("no outcome");
        publisher.publish(List.of(broken));
        publisher.publish(List.of(new Event(
                Topics.RAW_WEBHOOK,
                "x",
                null,
                Map.of(EventHeaders.DISPOSITION, "NONSENSE"),
                "poison".getBytes(UTF_8))));
        say(tenant, id, element(0, "w\u0000\ud83d", Result.APPLIED, null));

        awaitStatus(tenant, id, "PROCESSED");
        Webhooks.post(api, Webhooks.of(tenant.phoneNumberId(), "1", "w2"));
        awaitEvents(tenant, 2);
        await().untilAsserted(() -> {
            assertThat(topics.read(
                            Topics.deadLettersOf(Topics.RAW_WEBHOOK),
                            entry -> new String(entry.value(), UTF_8).equals("poison")))
                    .isNotEmpty();
            assertThat(topics.read(Topics.deadLettersOf(Topics.WEBHOOK_OUTCOME), tenant.id()))
                    .isNotEmpty();
        });
    }

    @Test
    void addsUpToTheUnitOverARandomMix() {
        var tenant = tenants.connected();
        var random = new Random(7);
        var expected = new int[5];
        for (var i = 0; i < 150; i++) {
            Webhooks.post(api, webhook(tenant, random, i));
        }
        var records = topics.read(Topics.RAW_WEBHOOK, tenant.id());
        var received = 0;
        for (var entry : records) {
            var elements = Integer.parseInt(
                    Records.header(entry, EventHeaders.ELEMENTS).orElseThrow());
            received += elements;
            say(tenant, Records.idOf(entry), outcomes(elements, random, expected));
        }
        assertThat(records.size()).isGreaterThan(150);

        awaitLedger(tenant, received, expected);
        var rows = 0;
        for (JsonNode row : ledger(tenant).path("rows")) {
            rows += row.path("received").asInt();
        }
        assertThat(rows).isEqualTo(received);
        assertThat(Stream.of("PENDING", "PROCESSED", "IGNORED", "FAILED")
                        .mapToInt(status -> list(tenant, "?status=" + status)
                                .at("/pagination/total")
                                .asInt())
                        .sum())
                .isEqualTo(records.size());
    }

    @Test
    void pagesThroughEventsNewestFirstWithAndWithoutCursor() {
        var tenant = tenants.connected();
        for (var i = 0; i < 5; i++) {
            Webhooks.post(api, Webhooks.of(tenant.phoneNumberId(), "447700900123", "w" + i));
        }
        var newestFirst = awaitEvents(tenant, 5);

        var first = list(tenant, "?limit=2");
        var second = list(tenant, "?limit=2&page=2");
        var byCursor = list(
                tenant, "?limit=2&cursor=" + first.at("/pagination/nextCursor").asString());

        assertThat(newestFirst)
                .isSortedAccordingTo(Collections.reverseOrder(java.util.Comparator.comparing(UUID::toString)));
        assertThat(ids(first)).isEqualTo(newestFirst.subList(0, 2));
        assertThat(ids(second)).isEqualTo(newestFirst.subList(2, 4)).isEqualTo(ids(byCursor));
        assertThat(first.at("/pagination/total").asInt()).isEqualTo(5);
        assertThat(api.as(tenant, Role.AGENT)
                        .get("/api/webhook/events?cursor=nonsense")
                        .status())
                .isEqualTo(400);
        assertThat(api.as(tenant, Role.AGENT)
                        .get("/api/webhook/events?status=nonsense")
                        .status())
                .isEqualTo(400);
        assertThat(api.as(tenant, Role.AGENT)
                        .get("/api/webhook/events?since=nonsense")
                        .status())
                .isEqualTo(400);
        assertThat(api.as(tenant, Role.AGENT)
                        .get("/api/webhook/events/nonsense")
                        .status())
                .isEqualTo(400);
    }

    private static String webhook(TestTenant tenant, Random random, int number) {
        return switch (random.nextInt(4)) {
            case 0 -> Webhooks.of(tenant.phoneNumberId(), "4477009001" + random.nextInt(5), "w" + number);
            case 1 ->
                Webhooks.of(Webhooks.entry(
                        "waba-" + tenant.phoneNumberId(), Webhooks.change("flows", "{\"event\":\"X\"}")));
            case 2 ->
                Webhooks.of(
                        Webhooks.entry(
                                "a",
                                Webhooks.change(
                                        "messages",
                                        "{\"metadata\":{\"phone_number_id\":\"" + tenant.phoneNumberId()
                                                + "\"},\"statuses\":[{\"recipient_id\":\"1\"},{\"recipient_id\":\"2\"}],\"messages\":[{}]}")));
            default ->
                Webhooks.of(Webhooks.entry(
                        "a",
                        Webhooks.messages(
                                tenant.phoneNumberId(),
                                IntStream.rangeClosed(0, random.nextInt(8))
                                        .mapToObj(i -> Webhooks.message(
                                                "4477009001" + random.nextInt(5), "w" + number + "-" + i))
                                        .toArray(String[]::new))));
        };
    }

    /** Chooses an outcome for each element, or none, and counts what was chosen; the last count is of none. */
    private static Element[] outcomes(int elements, Random random, int[] counts) {
        var chosen = new ArrayList<Element>();
        for (var index = 0; index < elements; index++) {
            var kind = random.nextInt(5);
            counts[kind]++;
            if (kind < 4) {
                var reason = kind == 2 ? (random.nextBoolean() ? "OLD" : "NEW") : null;
                chosen.add(element(index, "w", Result.values()[kind], reason));
            }
        }
        return chosen.toArray(Element[]::new);
    }

    private void awaitLedger(TestTenant tenant, int received, int[] expected) {
        await().untilAsserted(() -> {
            var totals = ledger(tenant).path("totals");
            assertThat(totals.path("received").asInt()).isEqualTo(received);
            assertThat(totals.path("applied").asInt()).isEqualTo(expected[0]);
            assertThat(totals.path("duplicate").asInt()).isEqualTo(expected[1]);
            assertThat(totals.path("dead").asInt()).isEqualTo(expected[3]);
            assertThat(totals.at("/ignored/OLD").asInt()
                            + totals.at("/ignored/NEW").asInt())
                    .isEqualTo(expected[2]);
            assertThat(totals.path("pending").asInt()).isEqualTo(expected[4]);
        });
    }

    private void republish(TestTenant tenant, UUID id, String from, String wamid) {
        var body = Webhooks.of(tenant.phoneNumberId(), from, wamid);
        publisher.publish(List.of(new Event(
                Topics.RAW_WEBHOOK,
                tenant.phoneNumberId() + ":" + from,
                tenant.id(),
                Map.of(
                        EventHeaders.ID, id.toString(),
                        EventHeaders.TENANT_ID, tenant.id().toString(),
                        EventHeaders.DISPOSITION, "ROUTED",
                        EventHeaders.SUBJECT, tenant.phoneNumberId(),
                        EventHeaders.PHONE_NUMBER_ID, tenant.phoneNumberId(),
                        EventHeaders.FIELD, "messages",
                        EventHeaders.ELEMENTS, "1",
                        EventHeaders.TIME, Instant.now().toString()),
                body.getBytes(UTF_8))));
    }

    private void say(TestTenant tenant, UUID id, Element... elements) {
        if (elements.length == 0) {
            return;
        }
        var worst = elements[0].outcome();
        var outcome = new WebhookOutcome(id, "messaging-service", worst, null, List.of(elements));
        publisher.publish(
                List.of(Event.of(Topics.WEBHOOK_OUTCOME, EventTypes.WEBHOOK_OUTCOME, UUID.randomUUID(), tenant.id(), id)
                        .carrying(outcome)));
    }

    private static Element element(int index, String wamid, Result result, @Nullable String reason) {
        return new Element(index, "message", wamid, result, reason);
    }

    private List<UUID> awaitEvents(TestTenant tenant, int count) {
        await().until(() -> ids(list(tenant, "")).size() == count);
        return ids(list(tenant, ""));
    }

    private void awaitStatus(TestTenant tenant, UUID id, String status) {
        await().untilAsserted(() -> assertThat(api.as(tenant, Role.AGENT)
                        .get("/api/webhook/events/" + id)
                        .data()
                        .path("status")
                        .asString())
                .isEqualTo(status));
    }

    private JsonNode list(TestTenant tenant, String query) {
        return api.as(tenant, Role.AGENT).get("/api/webhook/events" + query).data();
    }

    private JsonNode ledger(TestTenant tenant) {
        return api.as(tenant, Role.AGENT).get("/api/webhook/ledger").data();
    }

    private static List<UUID> ids(JsonNode list) {
        var ids = new ArrayList<UUID>();
        list.path("events")
                .forEach(event -> ids.add(UUID.fromString(event.path("id").asString())));
        return ids;
    }
}
