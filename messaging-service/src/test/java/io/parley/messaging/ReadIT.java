package io.parley.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.Conversation;
import io.parley.contract.ConversationStatus;
import io.parley.contract.ConversationUpdated;
import io.parley.contract.EventTypes;
import io.parley.contract.MessageStatus;
import io.parley.contract.StatusChanged;
import io.parley.contract.Topics;
import io.parley.kit.event.Event;
import io.parley.kit.event.Records;
import io.parley.kit.json.Json;
import io.parley.testkit.TestTenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What an agent has read is READ here, and WhatsApp is told once. */
class ReadIT extends MessagingTest {

    final FakeGraph graph = FakeGraph.shared();
    TestTenant tenant = TestTenant.create();

    @BeforeEach
    void connect() {
        tenant = connectedTenant();
    }

    @Test
    void marksTheMessageAndAllBeforeItInItsConversation() {
        var first = write("447700900123", 3);
        var second = write("447700900123", 2);
        var later = write("447700900123", 1);
        var elsewhere = write("447700900124", 4);

        var answer = as(tenant).call("POST", "/api/messages/" + second + "/read", null);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.data().path("id").stringValue()).isEqualTo(second.toString());
        assertThat(answer.data().path("status").stringValue()).isEqualTo("READ");
        assertThat(statusOf(tenant, first)).isEqualTo("READ");
        assertThat(statusOf(tenant, later)).isEqualTo("DELIVERED");
        assertThat(statusOf(tenant, elsewhere)).isEqualTo("DELIVERED");
        await().atMost(SOON).until(() -> changes().size() == 2);
        assertThat(changes()).extracting(StatusChanged::messageId).containsExactlyInAnyOrder(first, second);
        assertThat(changes()).allSatisfy(change -> {
            assertThat(change.from()).isEqualTo(MessageStatus.DELIVERED);
            assertThat(change.to()).isEqualTo(MessageStatus.READ);
        });
        assertThat(eventsOf(tenant, Topics.STATUS_CHANGED))
                .allSatisfy(entry -> assertThat(entry.key())
                        .isEqualTo(answer.data().path("conversationId").stringValue()));
    }

    @Test
    void marksWhatWasReadInTheInbox() {
        var first = write("447700900123", 3);
        var newest = write("447700900123", 2);

        publish(readInTheInbox(newest), readInTheInbox(ids.next()), readInTheInbox(newest));

        await().atMost(SOON).until(() -> statusOf(tenant, newest).equals("READ"));
        assertThat(statusOf(tenant, first)).isEqualTo("READ");
        await().atMost(SOON).until(() -> receipts().size() == 1);
    }

    private Event readInTheInbox(UUID message) {
        var id = ids.next();
        var now = Instant.now();
        var conversation = new Conversation(
                id,
                "+447700900123",
                null,
                tenant.phoneNumberId(),
                null,
                null,
                ConversationStatus.OPEN,
                null,
                List.of(),
                0,
                null,
                now,
                null,
                null,
                1,
                now,
                now);
        return Event.of(Topics.CONVERSATION_UPDATED, EventTypes.CONVERSATION_UPDATED, ids.next(), tenant.id(), id)
                .carrying(new ConversationUpdated(conversation, List.of("unreadCount"), ids.next(), message, 1, now));
    }

    @Test
    void tellsWhatsAppOfTheNewestOnce() {
        write("447700900123", 3);
        var newest = write("447700900123", 2);

        as(tenant).call("POST", "/api/messages/" + newest + "/read", null);
        as(tenant).call("POST", "/api/messages/" + newest + "/read", null);

        await().atMost(SOON).until(() -> !receipts().isEmpty());
        assertThat(receipts())
                .containsExactly(Json.events()
                        .readTree("{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\""
                                + wamidOf(newest) + "\"}"));
        await().during(Duration.ofSeconds(1))
                .atMost(SOON)
                .until(() -> receipts().size() == 1);
        assertThat(graph.accepted(tenant.phoneNumberId())).isEmpty();
    }

    @Test
    void showsThatSomebodyTypesAlsoWhereAllIsReadAlready() {
        var message = write("447700900123", 1);
        as(tenant).call("POST", "/api/messages/" + message + "/read", null);
        await().atMost(SOON).until(() -> receipts().size() == 1);

        var answer = as(tenant).post("/api/messages/" + message + "/read", Map.of("typing", true));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        await().atMost(SOON).until(() -> receipts().size() == 2);
        assertThat(receipts().getLast().path("typing_indicator").path("type").stringValue())
                .isEqualTo("text");
        await().atMost(SOON).untilAsserted(() -> assertThat(changes()).hasSize(1));
    }

    @Test
    void triesAgainWhereMetaStumbles() {
        connect(tenant, FakeGraph.STUMBLING, 2);
        var message = write("447700900123", 1);
        await().atMost(SOON).until(() -> {
            send(tenant, "settled");
            return usesToken(FakeGraph.STUMBLING);
        });

        as(tenant).call("POST", "/api/messages/" + message + "/read", null);

        await().atMost(SOON).until(() -> receipts().size() == 1);
        assertThat(graph.receiptTries(tenant.phoneNumberId())).isEqualTo(2);
    }

    @Test
    void doesNotTryAgainWhatMetaRefuses() {
        connect(tenant, FakeGraph.UNWANTED, 2);
        var message = write("447700900123", 1);
        await().atMost(SOON).until(() -> {
            send(tenant, "settled");
            return usesToken(FakeGraph.UNWANTED);
        });

        var answer = as(tenant).call("POST", "/api/messages/" + message + "/read", null);

        assertThat(answer.status()).isEqualTo(200);
        await().atMost(SOON).until(() -> graph.receiptTries(tenant.phoneNumberId()) == 1);
        await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> graph.receiptTries(tenant.phoneNumberId()) == 1);
    }

    @Test
    void tellsNothingOfAMessageThatIsTooOld() {
        var message = write("447700900123", 60 * 24 * 31);

        var answer = as(tenant).call("POST", "/api/messages/" + message + "/read", null);

        assertThat(answer.data().path("status").stringValue()).isEqualTo("READ");
        await().during(Duration.ofSeconds(1))
                .atMost(SOON)
                .until(() -> receipts().isEmpty());
    }

    @Test
    void marksALongPastWhole() {
        var messages = IntStream.range(0, 1201)
                .mapToObj(i -> text("447700900123", "wamid.long" + i, 3000 - i))
                .toList();
        for (var i = 0; i < messages.size(); i += 400) {
            publish(WebhookFixtures.messages(
                    tenant,
                    ids.next(),
                    messages.subList(i, Math.min(i + 400, messages.size())).toArray(String[]::new)));
        }
        await().atMost(SOON).until(() -> totalOf("?direction=inbound") == messages.size());
        var newest = as(tenant)
                .get("/api/messages?limit=1")
                .data()
                .path("messages")
                .path(0)
                .path("id")
                .stringValue();

        as(tenant).call("POST", "/api/messages/" + newest + "/read", null);

        assertThat(totalOf("?status=delivered")).isZero();
        assertThat(totalOf("?status=READ")).isEqualTo(messages.size());
    }

    @Test
    void refusesWhatIsNotACustomersMessage() {
        var sent = send(tenant, "Hi");

        var answer = as(tenant).call("POST", "/api/messages/" + sent + "/read", null);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("MESSAGE_NOT_INBOUND");
        assertThat(as(tenant)
                        .call("POST", "/api/messages/" + UUID.randomUUID() + "/read", null)
                        .status())
                .isEqualTo(404);
        assertThat(as(tenant)
                        .post("/api/messages/" + sent + "/read", Map.of("speed", 1))
                        .text())
                .contains("speed");
    }

    private long totalOf(String query) {
        return as(tenant)
                .get("/api/messages" + query)
                .data()
                .path("pagination")
                .path("total")
                .asLong();
    }

    private boolean usesToken(String token) {
        return graph.accepted(tenant.phoneNumberId()).stream()
                .anyMatch(send -> send.token().contains(token));
    }

    private List<JsonNode> receipts() {
        return graph.receipts(tenant.phoneNumberId()).stream()
                .map(FakeGraph.Receipt::body)
                .toList();
    }

    private List<StatusChanged> changes() {
        var changes = new ArrayList<StatusChanged>();
        for (var entry : eventsOf(tenant, Topics.STATUS_CHANGED)) {
            changes.add(Records.read(entry, StatusChanged.class));
        }
        return changes;
    }

    private String wamidOf(UUID message) {
        return as(tenant)
                .get("/api/messages/" + message)
                .data()
                .path("whatsappId")
                .stringValue();
    }

    /** Lets a customer have written {@code minutes} ago, and returns the message's id. */
    private UUID write(String phone, int minutes) {
        var wamid = "wamid.read" + ids.next();
        publish(WebhookFixtures.messages(tenant, ids.next(), text(phone, wamid, minutes * 60)));
        await().atMost(SOON).until(() -> !find(wamid).isEmpty());
        return UUID.fromString(find(wamid));
    }

    private String find(String wamid) {
        for (var message : as(tenant).get("/api/messages?limit=200").data().path("messages")) {
            if (message.path("whatsappId").asString("").equals(wamid)) {
                return message.path("id").stringValue();
            }
        }
        return "";
    }

    private static String text(String phone, String wamid, int secondsAgo) {
        return """
                {"from":"%s","id":"%s","timestamp":"%d","type":"text","text":{"body":"Hi"}}""".formatted(phone, wamid, Instant.now().getEpochSecond() - secondsAgo);
    }
}
