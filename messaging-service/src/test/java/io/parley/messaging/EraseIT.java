package io.parley.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.CustomerChanged;
import io.parley.contract.ErasureCompleted;
import io.parley.contract.ErasureRequested;
import io.parley.contract.EventTypes;
import io.parley.contract.MessageEvent;
import io.parley.contract.MessageStatus;
import io.parley.contract.StatusChanged;
import io.parley.contract.Topics;
import io.parley.contract.WebhookOutcome.Result;
import io.parley.kit.event.Event;
import io.parley.kit.event.Records;
import io.parley.kit.id.Ids;
import io.parley.kit.tenant.TenantContext;
import io.parley.testkit.Scan;
import io.parley.testkit.TestTenant;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@SuppressWarnings("NullAway.Init")
class EraseIT extends MediaTest {

    static final String PHONE = "447700900123";
    static final Instant ERASED_AT = WebhookFixtures.NOON.plusSeconds(3600);

    @Autowired
    JdbcClient jdbc;

    final TestTenant tenant = TestTenant.create();

    @Test
    void emptiesWhatWasSaidAndKeepsWhatCounts() {
        var message = writes("canary one");
        var before = as(tenant)
                .get("/api/messages?direction=INBOUND&status=DELIVERED")
                .data();

        var answer = erase();

        assertThat(answer.counts()).containsEntry("messages", 1L).containsEntry("customers", 1L);
        var data = as(tenant).get("/api/messages/" + message).data();
        assertThat(data.path("content").toString()).isEqualTo("{\"erased\":true}");
        assertThat(data.path("from").isMissingNode() || data.path("from").isNull())
                .isTrue();
        assertThat(data.path("whatsappId").asString("")).isEmpty();
        assertThat(data.path("type").asString()).isEqualTo("TEXT");
        assertThat(data.path("statusHistory").toString())
                .doesNotContain("wamid")
                .doesNotContain(PHONE);
        var after = as(tenant)
                .get("/api/messages?direction=INBOUND&status=DELIVERED")
                .data();
        assertThat(after.path("pagination").path("total"))
                .isEqualTo(before.path("pagination").path("total"));
        assertThat(list(tenant, "")).hasSize(1);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(found("canary", PHONE)).isEmpty());
    }

    @Test
    void deletesTheFilesFromTheStore() {
        var connected = connectedTenant();
        var image = FakeGraphFiles.jpeg(4000);
        var graphId = "erase" + ids.next();
        files.hold(graphId, FakeGraphFiles.Sent.of(image));
        var message = receiveFile(connected, graphId, image);
        awaitMediaStatus(connected, message, "STORED");
        assertThat(storedFiles(connected)).hasSize(1);

        var answer = erase(connected, request());

        assertThat(answer.counts()).containsEntry("files", 1L);
        assertThat(storedFiles(connected)).isEmpty();
        assertThat(as(connected)
                        .get("/api/media/" + mediaOf(connected.id(), message))
                        .status())
                .isEqualTo(404);
        assertThat(found(connected, "Look", PHONE)).isEmpty();
    }

    @Test
    void keepsAFileThatWasSentToSomebodyElseToo() {
        var connected = connectedTenant();
        var file = uploaded(connected, "photo.jpg", FakeGraphFiles.jpeg(1000));
        var one = sendAs(connected, "+" + PHONE, "image", Map.of("mediaId", file.toString()));
        var other = sendAs(connected, "+447700900999", "image", Map.of("mediaId", file.toString()));
        await().atMost(SOON)
                .until(() -> statusOf(connected, id(one.path("id").asString())).equals("SENT")
                        && statusOf(connected, id(other.path("id").asString())).equals("SENT"));

        erase(connected, request());

        assertThat(storedFiles(connected)).hasSize(1);
        assertThat(as(connected).get("/api/media/" + file).status()).isEqualTo(200);
    }

    @Test
    void takesWhatHasNotLeftOutOfTheQueueAndShowsIt() {
        var connected = connectedTenant();
        var waiting = send(connected, "+" + PHONE, "canary");
        park(connected, waiting);

        erase(connected, request());

        assertThat(statusOf(connected, waiting)).isEqualTo("FAILED");
        var data = as(connected).get("/api/messages/" + waiting).data();
        assertThat(data.path("error").path("code").asString()).isEqualTo("CUSTOMER_ERASED");
        assertThat(data.path("content").toString()).isEqualTo("{\"erased\":true}");
        assertThat(as(connected)
                        .post("/api/messages/" + waiting + "/resend", Map.of())
                        .status())
                .isEqualTo(410);
        await().atMost(SOON)
                .until(() -> eventsOf(connected, Topics.STATUS_CHANGED).stream()
                        .map(entry -> Records.read(entry, StatusChanged.class))
                        .anyMatch(one -> one.messageId().equals(waiting) && one.to() == MessageStatus.FAILED));
    }

    @Test
    void letsAnIdempotencyKeyNeitherSendAgainNorTellWhatWasSent() {
        var connected = connectedTenant();
        var body = Map.of("to", "+" + PHONE, "type", "text", "content", Map.of("text", "canary"));
        var keyed = as(connected).with("Idempotency-Key", "key-1");
        var sent = UUID.fromString(
                keyed.post("/api/messages", body).data().path("id").asString());
        await().atMost(SOON).until(() -> statusOf(connected, sent).equals("SENT"));

        erase(connected, request());

        var again = keyed.post("/api/messages", body);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text()).contains("IDEMPOTENCY_KEY_REUSED").doesNotContain("canary");
        assertThat(list(connected, "")).hasSize(1);
    }

    @Test
    void tellsTheCompactedTopicThatThereIsNobody() {
        writes("hi");

        erase();

        await().atMost(SOON)
                .until(() -> !eventsOf(tenant, Topics.CUSTOMER_CHANGED).isEmpty());
        var last = Records.read(eventsOf(tenant, Topics.CUSTOMER_CHANGED).getLast(), CustomerChanged.class);
        assertThat(last.profile().phoneNumber()).isNull();
        assertThat(last.profile().name()).isNull();
    }

    @Test
    void letsNothingThatCameBeforeBringTheCustomerBack() {
        var rawEvent = ids.next();
        var wamid = "wamid.canary" + rawEvent;
        publish(WebhookFixtures.messages(tenant, rawEvent, WebhookFixtures.text(PHONE, wamid, "canary")));
        awaitOutcomes(tenant, 1);
        erase();

        // the same record once more, one that was overtaken by the erasure, and a status that comes after all
        publish(WebhookFixtures.messages(tenant, rawEvent, WebhookFixtures.text(PHONE, wamid, "canary")));
        publish(WebhookFixtures.messages(
                tenant, ids.next(), WebhookFixtures.text(PHONE, "wamid.canary2" + rawEvent, "canary late")));
        publish(WebhookFixtures.statuses(tenant, ids.next(), WebhookFixtures.status(wamid, "read", 7200)));

        var elements = awaitOutcomes(tenant, 4).stream()
                .flatMap(one -> one.elements().stream())
                .toList();
        assertThat(elements)
                .filteredOn(one -> one.outcome() == Result.IGNORED)
                .hasSize(3)
                .allSatisfy(one -> assertThat(one.reason()).isEqualTo("CUSTOMER_ERASED"));
        assertThat(list(tenant, "")).hasSize(1);
        assertThat(eventsOf(tenant, Topics.MESSAGE_RECEIVED)).hasSize(1);
        assertThat(found("canary", PHONE)).isEmpty();
    }

    @Test
    void knowsWhoWritesAfterwardsAsSomebodyNewEachTime() {
        writes("first");
        erase();
        var second = writesAt("second", ERASED_AT.plusSeconds(60));
        var secondErasure = new ErasureRequested(
                ids.next(),
                UUID.randomUUID(),
                List.of(Objects.requireNonNull(second.profile()).customerId()),
                List.of("+" + PHONE),
                tenant.user(),
                ERASED_AT.plusSeconds(120));
        erase(tenant, secondErasure);
        var third = writesAt("third", ERASED_AT.plusSeconds(180));

        var customers = eventsOf(tenant, Topics.MESSAGE_RECEIVED).stream()
                .map(entry -> Records.read(entry, MessageEvent.class))
                .toList();
        assertThat(customers).extracting(MessageEvent::conversationId).doesNotHaveDuplicates();
        assertThat(Objects.requireNonNull(third.profile()).phoneNumber()).isEqualTo("+" + PHONE);
        assertThat(list(tenant, "")).hasSize(3);
        assertThat(list(tenant, "?conversationId=" + third.conversationId())
                        .getFirst()
                        .path("content")
                        .path("text")
                        .asString())
                .isEqualTo("third");
    }

    @Test
    void answersARequestThatComesAgainAndTouchesNobodyNew() {
        writes("first");
        var request = request();
        var first = erase(tenant, request);
        writesAt("second", ERASED_AT.plusSeconds(60));

        publish(event(tenant, request));

        await().atMost(SOON)
                .until(() -> eventsOf(tenant, Topics.ERASURE_COMPLETED).size() == 2);
        var again = Records.read(eventsOf(tenant, Topics.ERASURE_COMPLETED).getLast(), ErasureCompleted.class);
        assertThat(again).isEqualTo(first);
        assertThat(list(tenant, "").getFirst().path("content").path("text").asString())
                .isEqualTo("second");
    }

    @Test
    void takesAllMessagesHoweverManyAndLeavesOtherCustomersAlone() {
        for (var batch = 0; batch < 6; batch++) {
            var texts = new String[200];
            for (var i = 0; i < texts.length; i++) {
                texts[i] = WebhookFixtures.text(PHONE, "wamid." + batch + "." + i + tenant.id(), "canary");
            }
            publish(WebhookFixtures.messages(tenant, ids.next(), texts));
        }
        publish(WebhookFixtures.messages(
                tenant, ids.next(), WebhookFixtures.text("447700900999", "wamid.other" + tenant.id(), "other")));
        awaitOutcomes(tenant, 7);

        var answer = erase();

        assertThat(answer.counts()).containsEntry("messages", 1200L);
        assertThat(found("canary", PHONE)).isEmpty();
        assertThat(found("other")).contains("message.content: other");
    }

    /** Puts a message back into the queue as if its number were held. */
    private void park(TestTenant whose, UUID message) {
        await().atMost(SOON).until(() -> statusOf(whose, message).equals("SENT"));
        TenantContext.run(
                whose.id(),
                () -> transaction.executeWithoutResult(status -> {
                    jdbc.sql("update message set status = 'QUEUED', wamid = null where tenant_id = ? and id = ?")
                            .param(whose.id().value())
                            .param(message)
                            .update();
                    jdbc.sql("""
                                    insert into send_queue (tenant_id, message_id, conversation_id, phone_number_id, state,
                                      due_at, queued_at)
                                    select tenant_id, id, conversation_id, phone_number_id, 'PARKED', created_at, created_at
                                    from message where tenant_id = ? and id = ?""").param(whose.id().value()).param(message).update();
                }));
    }

    private static UUID id(String text) {
        return UUID.fromString(text);
    }

    private UUID writes(String text) {
        var wamid = "wamid.in" + ids.next();
        publish(WebhookFixtures.messages(tenant, ids.next(), WebhookFixtures.text(PHONE, wamid, text)));
        var message = Ids.derived("message", tenant.id(), tenant.phoneNumberId(), wamid);
        await().atMost(SOON)
                .until(() -> as(tenant).get("/api/messages/" + message).status() == 200);
        return message;
    }

    /** Lets the customer write at another time; returns what was told of it. */
    private MessageEvent writesAt(String text, Instant at) {
        var element = WebhookFixtures.text(PHONE, "wamid.in" + ids.next(), text)
                .replace("\"" + WebhookFixtures.NOON.getEpochSecond() + "\"", "\"" + at.getEpochSecond() + "\"");
        publish(WebhookFixtures.messages(tenant, ids.next(), element).at(at));
        await().atMost(SOON)
                .until(() -> eventsOf(tenant, Topics.MESSAGE_RECEIVED).stream()
                        .anyMatch(entry -> new String(entry.value(), StandardCharsets.UTF_8).contains(text)));
        return eventsOf(tenant, Topics.MESSAGE_RECEIVED).stream()
                .map(entry -> Records.read(entry, MessageEvent.class))
                .filter(one -> text.equals(one.content().get("text")))
                .findFirst()
                .orElseThrow();
    }

    private ErasureRequested request() {
        return new ErasureRequested(
                ids.next(), UUID.randomUUID(), List.of(), List.of("+" + PHONE), tenant.user(), ERASED_AT);
    }

    private ErasureCompleted erase() {
        return erase(tenant, request());
    }

    private ErasureCompleted erase(TestTenant whose, ErasureRequested request) {
        publish(event(whose, request));
        await().atMost(SOON).until(() -> !answers(whose, request).isEmpty());
        return answers(whose, request).getFirst();
    }

    private List<ErasureCompleted> answers(TestTenant whose, ErasureRequested request) {
        return eventsOf(whose, Topics.ERASURE_COMPLETED).stream()
                .map(entry -> Records.read(entry, ErasureCompleted.class))
                .filter(one -> one.erasureId().equals(request.erasureId()))
                .toList();
    }

    private static Event event(TestTenant whose, ErasureRequested request) {
        return Event.of(
                        Topics.ERASURE_REQUESTED,
                        EventTypes.ERASURE_REQUESTED,
                        Ids.derived(EventTypes.ERASURE_REQUESTED, request.erasureId()),
                        whose.id(),
                        request.erasureId())
                .carrying(request);
    }

    /** Where in this service's tables {@code words} stand. */
    private List<String> found(String... words) {
        return found(tenant, words);
    }

    private List<String> found(TestTenant whose, String... words) {
        return TenantContext.<List<String>, RuntimeException>call(
                whose.id(), () -> transaction.execute(status -> Scan.of(jdbc, "messaging", whose.id(), words)));
    }
}
