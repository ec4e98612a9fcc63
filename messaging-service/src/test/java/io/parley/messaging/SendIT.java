package io.parley.messaging;

import static io.parley.messaging.WebhookFixtures.status;
import static io.parley.messaging.WebhookFixtures.statuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.MessageEvent;
import io.parley.contract.StatusChanged;
import io.parley.contract.Topics;
import io.parley.kit.event.Records;
import io.parley.testkit.TestTenant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SendIT extends MessagingTest {

    final FakeGraph graph = FakeGraph.shared();

    @Test
    void sendsATextOnceAndFollowsItUntilRead() {
        var tenant = connectedTenant();
        var id = send(tenant, "Hello from API!");
        awaitStatus(tenant, id, "SENT");

        var send = onlySend(tenant);
        publish(statuses(tenant, UUID.randomUUID(), status(send.wamid(), "delivered", 1)));
        publish(statuses(tenant, UUID.randomUUID(), status(send.wamid(), "read", 2)));

        awaitStatus(tenant, id, "READ");
        assertThat(send.token()).isEqualTo("Bearer token-of-" + tenant.phoneNumberId());
        assertThat(send.body().path("to").stringValue()).isEqualTo("+447700900123");
        assertThat(send.body().path("text").path("body").stringValue()).isEqualTo("Hello from API!");
        assertThat(send.body().path("biz_opaque_callback_data").stringValue()).isEqualTo(id.toString());
        assertThat(history(tenant, id)).containsExactly("QUEUED", "SENT", "DELIVERED", "READ");
    }

    @Test
    void announcesEachStepInOrder() {
        var tenant = connectedTenant();
        var id = send(tenant, "announced");
        awaitStatus(tenant, id, "SENT");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                Stream.of(Topics.MESSAGE_QUEUED, Topics.MESSAGE_SENT, Topics.STATUS_CHANGED)
                                        .map(topic -> eventsOf(tenant, topic).size()))
                        .containsExactly(1, 1, 1));
        assertThat(eventsOf(tenant, Topics.MESSAGE_QUEUED))
                .extracting(entry -> Records.read(entry, MessageEvent.class).id())
                .containsExactly(id);
        assertThat(eventsOf(tenant, Topics.MESSAGE_SENT))
                .extracting(entry -> Records.read(entry, MessageEvent.class).whatsappId())
                .containsExactly(onlySend(tenant).wamid());
        var changed = Records.read(eventsOf(tenant, Topics.STATUS_CHANGED).getFirst(), StatusChanged.class);
        assertThat(changed.from() + " " + changed.to()).isEqualTo("QUEUED SENT");
    }

    @Test
    void failsWithMetasReasonInPlainWords() {
        var tenant = connectedTenant();
        var id = send(tenant, FakeGraph.REFUSE);

        awaitStatus(tenant, id, "FAILED");

        var error = message(tenant, id).path("error");
        assertThat(error.path("code").stringValue()).isEqualTo("131047");
        assertThat(error.path("details").stringValue()).contains("24 hours");
    }

    @Test
    void triesAgainWhatMetaRejectedForNow() {
        var tenant = connectedTenant();
        var id = send(tenant, FakeGraph.THROTTLE_ONCE);

        awaitStatus(tenant, id, "SENT");

        assertThat(graph.accepted(tenant.phoneNumberId())).hasSize(1);
        assertThat(message(tenant, id).has("error")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({FakeGraph.HANG_UP_AFTER, FakeGraph.FAIL_AFTER})
    void neverRepeatsACallWhoseAnswerIsMissing(String text) {
        var tenant = connectedTenant();
        var id = send(tenant, text);
        await().atMost(SOON).until(() -> errorCode(tenant, id).equals("SEND_OUTCOME_PENDING"));
        assertThat(statusOf(tenant, id)).isEqualTo("QUEUED");

        awaitStatus(tenant, id, "FAILED");

        assertThat(errorCode(tenant, id)).isEqualTo("SEND_OUTCOME_UNKNOWN");
        assertThat(graph.accepted(tenant.phoneNumberId())).hasSize(1);
    }

    @Test
    void letsAStatusSettleAnUnansweredSend() {
        var tenant = connectedTenant();
        var id = send(tenant, FakeGraph.HANG_UP_AFTER);
        await().atMost(SOON).until(() -> errorCode(tenant, id).equals("SEND_OUTCOME_PENDING"));

        publish(statuses(tenant, UUID.randomUUID(), status(onlySend(tenant).wamid(), "sent", 1, id)));

        awaitStatus(tenant, id, "SENT");
        var message = message(tenant, id);
        assertThat(message.path("whatsappId").stringValue())
                .isEqualTo(onlySend(tenant).wamid());
        assertThat(message.has("error")).isFalse();
    }

    @Test
    void letsALateStatusCorrectAnUnknownOutcome() {
        var tenant = connectedTenant();
        var id = send(tenant, FakeGraph.HANG_UP_AFTER);
        awaitStatus(tenant, id, "FAILED");

        publish(statuses(tenant, UUID.randomUUID(), status(onlySend(tenant).wamid(), "delivered", 1, id)));

        awaitStatus(tenant, id, "DELIVERED");
    }

    @Test
    void keepsTheFurthestStatusWhateverTheOrder() {
        var tenant = connectedTenant();
        var id = send(tenant, "disordered");
        awaitStatus(tenant, id, "SENT");
        var wamid = onlySend(tenant).wamid();

        publish(statuses(
                tenant,
                UUID.randomUUID(),
                status(wamid, "read", 3),
                status(wamid, "delivered", 2),
                status(wamid, "sent", 1),
                status(wamid, "failed", 4)));

        awaitStatus(tenant, id, "READ");
        awaitOutcomes(tenant, 1);
        assertThat(statusOf(tenant, id)).isEqualTo("READ");
        assertThat(history(tenant, id)).contains("DELIVERED", "READ", "FAILED");
    }

    @Test
    void appliesAStatusThatOvertookTheAnswerOfItsSend() {
        var tenant = connectedTenant();
        graph.beforeAnswer(tenant.phoneNumberId(), accepted -> {
            var id = accepted.body().path("biz_opaque_callback_data").stringValue();
            publish(statuses(tenant, UUID.randomUUID(), status(accepted.wamid(), "delivered", 1, id)));
            awaitOutcomes(tenant, 1);
        });

        var id = send(tenant, "so that the status is first");

        awaitStatus(tenant, id, "DELIVERED");
        assertThat(message(tenant, id).path("whatsappId").stringValue())
                .isEqualTo(onlySend(tenant).wamid());
    }

    @Test
    void repeatsTheSameChangeWhenAStatusIsRedelivered() {
        var tenant = connectedTenant();
        var id = send(tenant, "redelivered");
        awaitStatus(tenant, id, "SENT");
        var record = statuses(tenant, UUID.randomUUID(), status(onlySend(tenant).wamid(), "delivered", 1));
        publish(record);
        awaitStatus(tenant, id, "DELIVERED");

        publish(record);

        awaitOutcomes(tenant, 2);
        assertThat(outcomesOf(tenant).get(1)).isEqualTo(outcomesOf(tenant).get(0));
        var delivered = eventsOf(tenant, Topics.STATUS_CHANGED).stream()
                .filter(entry ->
                        Records.read(entry, StatusChanged.class).to().name().equals("DELIVERED"))
                .map(Records::idOf)
                .toList();
        assertThat(delivered).hasSize(2);
        assertThat(delivered.get(0)).isEqualTo(delivered.get(1));
    }

    @Test
    void tellsTheHistoryInOrderAlsoWithinASecond() {
        var tenant = connectedTenant();
        var id = send(tenant, "quick");
        awaitStatus(tenant, id, "SENT");
        var wamid = onlySend(tenant).wamid();

        publish(statuses(
                tenant,
                UUID.randomUUID(),
                status(wamid, "read", 1),
                status(wamid, "delivered", 1),
                status(wamid, "sent", 1)));

        awaitStatus(tenant, id, "READ");
        assertThat(history(tenant, id)).containsExactly("QUEUED", "SENT", "DELIVERED", "READ");
    }

    @Test
    void keepsTheOrderOfAConversation() {
        var tenant = connectedTenant();
        var texts =
                IntStream.range(0, 15).mapToObj(number -> "number " + number).toList();

        texts.forEach(text -> send(tenant, text));

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(graph.accepted(tenant.phoneNumberId())).hasSize(15));
        assertThat(graph.accepted(tenant.phoneNumberId()))
                .extracting(send -> send.body().path("text").path("body").stringValue())
                .containsExactlyElementsOf(texts);
    }

    @Test
    void acceptsTheMediaExampleAndSendsItsLink() {
        var tenant = connectedTenant();

        var answer = as(tenant).post("/api/messages", """
                {"to":"+1234567890","type":"image","content":{"mediaUrl":"https://example.com/a.png","caption":"Check this out"}}""");

        assertThat(answer.status()).isEqualTo(201);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(graph.accepted(tenant.phoneNumberId())).hasSize(1));
        var image = onlySend(tenant).body().path("image");
        assertThat(image.path("link").stringValue()).isEqualTo("https://example.com/a.png");
        assertThat(image.path("caption").stringValue()).isEqualTo("Check this out");
    }

    @Test
    void refusesToSendWithoutSettings() {
        var answer = as(TestTenant.create())
                .post("/api/messages", Map.of("to", "+1234567890", "type", "text", "content", Map.of("text", "x")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("WHATSAPP_NOT_CONFIGURED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|to",
                "{\"to\":\"+1234567890\",\"type\":\"text\"}|content",
                "{\"to\":\"abc\",\"type\":\"text\",\"content\":{\"text\":\"x\"}}|to",
                "{\"to\":\"+1234567890\",\"type\":\"carrier pigeon\",\"content\":{\"text\":\"x\"}}|type",
                "{\"to\":\"+1234567890\",\"type\":\"text\",\"content\":{}}|content.text",
                "{\"to\":\"+1234567890\",\"type\":\"text\",\"content\":{\"text\":7}}|content.text",
                "{\"to\":\"+1234567890\",\"type\":\"text\",\"content\":{\"text\":\"x\",\"colour\":\"red\"}}|content.colour",
                "{\"to\":\"+1234567890\",\"type\":\"text\",\"content\":{\"text\":\"x\"},\"cc\":\"y\"}|cc",
                "{\"to\":\"+1234567890\",\"type\":\"text\",\"content\":{\"text\":\"x\"},\"replyTo\":\"y\"}|replyTo",
                "{\"to\":\"+1234567890\",\"type\":\"image\",\"content\":{\"mediaUrl\":\"http://x.io/a\"}}|content.mediaUrl",
            })
    void namesTheFieldThatIsWrong(String body, String field) {
        var answer = as(TestTenant.create()).post("/api/messages", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("field").stringValue()))
                .contains(field);
    }

    private void awaitStatus(TestTenant tenant, UUID id, String status) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(statusOf(tenant, id)).isEqualTo(status));
    }

    private FakeGraph.Send onlySend(TestTenant tenant) {
        assertThat(graph.accepted(tenant.phoneNumberId())).hasSize(1);
        return graph.accepted(tenant.phoneNumberId()).getFirst();
    }

    private JsonNode message(TestTenant tenant, UUID id) {
        return as(tenant).get("/api/messages/" + id).data();
    }

    private String errorCode(TestTenant tenant, UUID id) {
        return message(tenant, id).path("error").path("code").asString("");
    }

    private List<String> history(TestTenant tenant, UUID id) {
        return message(tenant, id)
                .path("statusHistory")
                .valueStream()
                .map(step -> step.path("status").stringValue())
                .toList();
    }
}
