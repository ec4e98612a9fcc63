package io.parley.messaging;

import static io.parley.messaging.WebhookFixtures.change;
import static io.parley.messaging.WebhookFixtures.messages;
import static io.parley.messaging.WebhookFixtures.status;
import static io.parley.messaging.WebhookFixtures.statuses;
import static io.parley.messaging.WebhookFixtures.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.parley.contract.CustomerProfile;
import io.parley.contract.MessageEvent;
import io.parley.contract.MessageOrigin;
import io.parley.contract.Topics;
import io.parley.contract.WebhookOutcome;
import io.parley.contract.WebhookOutcome.Result;
import io.parley.kit.event.Event;
import io.parley.kit.event.Records;
import io.parley.testkit.TestTenant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Messages that did not pass through Parley: sent from the business's own phone, or old. Nobody has written just now. */
class MirrorIT extends MessagingTest {

    static final String ADA = "447700900123";

    final TestTenant tenant = TestTenant.create();

    @Test
    void showsWhatThePhoneAppSentInTheCustomersThread() {
        publish(messages(tenant, UUID.randomUUID(), text(ADA, "wamid.1", "Hello")));
        publish(echoes(echo("wamid.2", "from the phone app")));
        awaitOutcomes(tenant, 2);

        var echo = find("wamid.2");
        assertThat(echo.path("direction").stringValue()).isEqualTo("OUTBOUND");
        assertThat(echo.path("origin").stringValue()).isEqualTo("PHONE_APP");
        assertThat(echo.path("status").stringValue()).isEqualTo("SENT");
        assertThat(echo.path("from").stringValue()).isEqualTo("+442079460123");
        assertThat(echo.path("to").stringValue()).isEqualTo("+" + ADA);
        assertThat(echo.path("conversationId")).isEqualTo(find("wamid.1").path("conversationId"));
        assertThat(mirrored()).singleElement().satisfies(event -> {
            assertThat(event.origin()).isEqualTo(MessageOrigin.PHONE_APP);
            assertThat(event.whatsappId()).isEqualTo("wamid.2");
            assertThat(event.profile())
                    .extracting(CustomerProfile::phoneNumber, CustomerProfile::userId)
                    .containsExactly("+" + ADA, "GB.1");
        });
        assertThat(eventsOf(tenant, Topics.MESSAGE_RECEIVED)).as("received").hasSize(1);
        assertThat(eventsOf(tenant, Topics.MESSAGE_SENT)).isEmpty();
    }

    @Test
    void storesARedeliveredEchoOnceAndSaysTheSameAgain() {
        var echo = echoes(echo("wamid.1", "once"), echo("wamid.2", "twice"));
        publish(echo);
        awaitOutcomes(tenant, 1);
        publish(echo);
        awaitOutcomes(tenant, 2);
        publish(echoes(echo("wamid.1", "once")));

        var outcomes = awaitOutcomes(tenant, 3);
        assertThat(outcomes)
                .flatExtracting(WebhookOutcome::elements)
                .extracting(
                        WebhookOutcome.Element::kind, WebhookOutcome.Element::index, WebhookOutcome.Element::outcome)
                .containsExactlyInAnyOrder(
                        tuple("smb_message_echoes", 0, Result.APPLIED),
                        tuple("smb_message_echoes", 0, Result.APPLIED),
                        tuple("smb_message_echoes", 0, Result.DUPLICATE));
        assertThat(list(tenant, "")).hasSize(2);
        assertThat(eventsOf(tenant, Topics.MESSAGE_MIRRORED).stream()
                        .map(Records::idOf)
                        .distinct())
                .hasSize(2);
    }

    @Test
    void movesAnEchoByItsStatusesAlsoByThoseThatOvertookIt() {
        publish(statuses(tenant, UUID.randomUUID(), status("wamid.1", "delivered", 5)));
        awaitOutcomes(tenant, 1);
        publish(echoes(echo("wamid.1", "late")));
        awaitOutcomes(tenant, 2);
        assertThat(find("wamid.1").path("status").stringValue()).isEqualTo("DELIVERED");
        assertThat(mirrored().getFirst().status().name()).isEqualTo("DELIVERED");

        publish(statuses(tenant, UUID.randomUUID(), status("wamid.1", "read", 9)));

        await().atMost(SOON)
                .until(() -> find("wamid.1").path("status").stringValue().equals("READ"));
        assertThat(detail("wamid.1")
                        .path("statusHistory")
                        .valueStream()
                        .map(step -> step.path("status").stringValue()))
                .containsExactly("SENT", "DELIVERED", "READ");
    }

    @Test
    void revisesWhatTheBusinessSentFromItsPhone() {
        publish(echoes("""
                {"from":"442079460123","to":"447700900123","id":"wamid.e1","timestamp":"1767614500","type":"edit",
                "edit":{"original_message_id":"wamid.1","message":{"type":"text","text":{"body":"fixed"}}}}"""));
        awaitOutcomes(tenant, 1);
        publish(echoes(echo("wamid.1", "fxied"), echo("wamid.2", "oops"), """
                {"from":"442079460123","to":"447700900123","id":"wamid.k1","timestamp":"1767614600","type":"revoke",
                "revoke":{"original_message_id":"wamid.2"}}"""));
        awaitOutcomes(tenant, 2);

        assertThat(find("wamid.1").path("content").path("text").stringValue()).isEqualTo("fixed");
        assertThat(find("wamid.1").has("editedAt")).isTrue();
        assertThat(find("wamid.2").has("revokedAt")).isTrue();
        assertThat(find("wamid.e1").path("type").stringValue())
                .as("unknown until then")
                .isEqualTo("SYSTEM");
        assertThat(eventsOf(tenant, Topics.MESSAGE_CHANGED)).hasSize(2);
        assertThat(eventsOf(tenant, Topics.MESSAGE_RECEIVED)).isEmpty();
    }

    @Test
    void letsACustomerEditNothingOfTheBusiness() {
        publish(echoes(echo("wamid.1", "ours")));
        publish(messages(tenant, UUID.randomUUID(), """
                {"from":"447700900123","id":"wamid.e1","timestamp":"1767614500","type":"edit",
                "edit":{"original_message_id":"wamid.1","message":{"type":"text","text":{"body":"theirs"}}}}"""));
        awaitOutcomes(tenant, 2);

        assertThat(find("wamid.1").path("content").path("text").stringValue()).isEqualTo("ours");
    }

    @Test
    void knowsAnEchoOfItsOwnSendAndKeepsItsWindowShut() {
        var sender = connectedTenant();
        var sent = send(sender, "from Parley");
        await().atMost(SOON).until(() -> statusOf(sender, sent).equals("SENT"));
        var wamid = as(sender)
                .get("/api/messages/" + sent)
                .data()
                .path("whatsappId")
                .stringValue();

        publish(change(
                sender, UUID.randomUUID(), "smb_message_echoes", "\"message_echoes\":[" + echo(wamid, "x") + "]"));
        publish(change(
                sender,
                UUID.randomUUID(),
                "history",
                history(old("wamid.h1", ADA, Instant.now().getEpochSecond(), "just now", "READ"))));

        assertThat(awaitOutcomes(sender, 2))
                .extracting(WebhookOutcome::outcome)
                .containsExactlyInAnyOrder(Result.DUPLICATE, Result.APPLIED);
        assertThat(list(sender, "")).hasSize(2);
        configure(sender, 2, true, number(sender, sender.phoneNumberId(), "token"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(as(sender)
                                .post(
                                        "/api/messages",
                                        Map.of("to", "+" + ADA, "type", "text", "content", Map.of("text", "Hi")))
                                .text())
                        .contains("CUSTOMER_SERVICE_WINDOW_CLOSED"));
    }

    @Test
    void knowsAnEchoOfItsOwnSendThatOvertookTheAnswer() {
        var sender = connectedTenant();
        FakeGraph.shared().beforeAnswer(sender.phoneNumberId(), accepted -> {
            publish(change(
                    sender,
                    UUID.randomUUID(),
                    "smb_message_echoes",
                    "\"message_echoes\":[" + echo(accepted.wamid(), "x") + "]"));
            awaitOutcomes(sender, 1);
        });

        var sent = send(sender, "from Parley");

        await().atMost(SOON).until(() -> statusOf(sender, sent).equals("SENT"));
        assertThat(list(sender, ""))
                .singleElement()
                .satisfies(
                        message -> assertThat(message.path("id").stringValue()).isEqualTo(sent.toString()));
    }

    @Test
    void takesOverHistoryAsItWas() {
        publish(messages(tenant, UUID.randomUUID(), text(ADA, "wamid.live", "live")));
        awaitOutcomes(tenant, 1);

        publish(change(
                tenant,
                UUID.randomUUID(),
                "history",
                history(
                        old("wamid.h2", "442079460123", 1_767_000_100, "and we", "READ"),
                        old("wamid.h1", ADA, 1_767_000_000, "they", "READ"),
                        old("wamid.h3", "442079460123", 1_767_000_200, "lost", "ERROR"),
                        old("wamid.h4", "442079460123", 1_767_000_300, "waiting", "PENDING"),
                        old("wamid.live", ADA, 1_767_614_400, "live", "DELIVERED"))));
        awaitOutcomes(tenant, 2);

        assertThat(list(tenant, ""))
                .extracting(
                        message -> message.path("whatsappId").stringValue(),
                        message -> message.path("direction").stringValue(),
                        message -> message.path("status").stringValue(),
                        message -> message.path("origin").asString("-"))
                .containsExactly(
                        tuple("wamid.live", "INBOUND", "DELIVERED", "-"),
                        tuple("wamid.h4", "OUTBOUND", "SENT", "HISTORY"),
                        tuple("wamid.h3", "OUTBOUND", "FAILED", "HISTORY"),
                        tuple("wamid.h2", "OUTBOUND", "READ", "HISTORY"),
                        tuple("wamid.h1", "INBOUND", "READ", "HISTORY"));
        assertThat(list(tenant, "").stream()
                        .map(message -> message.path("conversationId"))
                        .distinct())
                .hasSize(1);
        assertThat(find("wamid.h1").path("createdAt").stringValue()).isEqualTo("2025-12-29T09:20:00.000Z");
        assertThat(find("wamid.h2").path("replyTo")).isEqualTo(find("wamid.h1").path("id"));
        assertThat(mirrored()).hasSize(4);
        assertThat(eventsOf(tenant, Topics.MESSAGE_RECEIVED)).hasSize(1);
        assertThat(outcomesOf(tenant))
                .flatExtracting(WebhookOutcome::elements)
                .extracting(WebhookOutcome.Element::kind, WebhookOutcome.Element::outcome)
                .containsExactlyInAnyOrder(tuple("message", Result.APPLIED), tuple("history", Result.APPLIED));
    }

    @Test
    void storesTheOthersOfAThousandWhereOneIsBad() {
        var thread = IntStream.range(0, 1_000)
                .mapToObj(i -> i == 500
                        ? "{\"id\":{\"no\":\"text\"},\"type\":7,\"from\":[]}"
                        : old("wamid.h" + i, ADA, 1_767_000_000 + i, "a\\u0000b " + i, "READ"))
                .toArray(String[]::new);

        publish(change(tenant, UUID.randomUUID(), "history", history(thread)));

        await().atMost(SOON).until(() -> total() == 999);
        assertThat(awaitOutcomes(tenant, 1).getFirst().outcome()).isEqualTo(Result.APPLIED);
        assertThat(eventsOf(tenant, Topics.deadLettersOf(Topics.RAW_WEBHOOK))).isEmpty();
    }

    @Test
    void putsAFileWhereAPlaceholderStoodWhicheverComesFirst() {
        var placeholder1 = placeholder("wamid.h1");
        var placeholder2 = placeholder("wamid.h2");
        publish(change(tenant, UUID.randomUUID(), "history", history(placeholder1)));
        awaitOutcomes(tenant, 1);
        assertThat(find("wamid.h1").path("type").stringValue()).isEqualTo("UNSUPPORTED");

        var files = change(
                tenant,
                UUID.randomUUID(),
                "history",
                "\"messages\":[" + file("wamid.h1", ADA, "") + "],\"message_echoes\":["
                        + file("wamid.h2", "442079460123", "\"to\":\"447700900123\",") + "]");
        publish(files);
        awaitOutcomes(tenant, 2);
        publish(change(tenant, UUID.randomUUID(), "history", history(placeholder2)));
        publish(files);
        awaitOutcomes(tenant, 4);

        assertThat(list(tenant, ""))
                .extracting(
                        message -> message.path("whatsappId").stringValue(),
                        message -> message.path("type").stringValue(),
                        message -> message.path("direction").stringValue())
                .containsExactlyInAnyOrder(
                        tuple("wamid.h1", "IMAGE", "INBOUND"), tuple("wamid.h2", "IMAGE", "OUTBOUND"));
        assertThat(mirrored().getLast().type().name()).isEqualTo("IMAGE");
        assertThat(outcomesOf(tenant))
                .extracting(WebhookOutcome::outcome)
                .containsExactlyInAnyOrder(Result.APPLIED, Result.APPLIED, Result.APPLIED, Result.DUPLICATE);
    }

    @Test
    void putsAFileInPlaceWithinOneBatchToo() {
        publish(
                change(tenant, UUID.randomUUID(), "history", history(placeholder("wamid.h1"))),
                change(tenant, UUID.randomUUID(), "history", "\"messages\":[" + file("wamid.h1", ADA, "") + "]"));
        awaitOutcomes(tenant, 2);

        assertThat(find("wamid.h1").path("type").stringValue()).isEqualTo("IMAGE");
        assertThat(mirrored().getLast().type().name()).isEqualTo("IMAGE");
    }

    @Test
    void saysWhyThereIsNoHistory() {
        publish(change(tenant, UUID.randomUUID(), "history", """
                "history":[{"errors":[{"code":2593109,"title":"History sync is turned off"}]}]"""));

        assertThat(awaitOutcomes(tenant, 1).getFirst().elements())
                .singleElement()
                .extracting(WebhookOutcome.Element::outcome, WebhookOutcome.Element::reason)
                .containsExactly(Result.IGNORED, "HISTORY_ERROR_2593109");
    }

    @Test
    void leavesEmptyOrSenselessChangesWithAReason() {
        publish(
                change(tenant, UUID.randomUUID(), "smb_message_echoes", "\"message_echoes\":[7,{},null]"),
                change(tenant, UUID.randomUUID(), "history", "\"history\":{\"threads\":[]}"),
                change(tenant, UUID.randomUUID(), "user_id_update", "\"user_id_update\":\"GB.1\""),
                change(tenant, UUID.randomUUID(), "smb_app_state_sync", "\"errors\":[{\"code\":1}]"));

        assertThat(awaitOutcomes(tenant, 4))
                .flatExtracting(WebhookOutcome::elements)
                .extracting(WebhookOutcome.Element::reason)
                .containsExactlyInAnyOrder("NO_ELEMENTS", "NO_ELEMENTS", "NO_ELEMENTS", "VALUE_ERRORS");
    }

    private Event echoes(String... echoes) {
        return change(
                tenant,
                UUID.randomUUID(),
                "smb_message_echoes",
                "\"message_echoes\":[" + String.join(",", echoes) + "]");
    }

    private static String echo(String wamid, String body) {
        return """
                {"from":"442079460123","to":"447700900123","to_user_id":"GB.1","id":"%s","timestamp":"1767614450",
                "type":"text","text":{"body":"%s"}}""".formatted(wamid, body);
    }

    private static String history(String... messages) {
        return """
                "history":[{"metadata":{"phase":0,"chunk_order":2,"progress":55},"threads":[{"id":"447700900123",
                "context":{"wa_id":"447700900123","user_id":"GB.1"},"messages":[%s]}]}]""".formatted(String.join(",", messages));
    }

    private static String old(String wamid, String from, long at, String body, String status) {
        var to = from.equals(ADA) ? "" : "\"to\":\"" + ADA + "\",\"context\":{\"id\":\"wamid.h1\"},";
        return "{\"from\":\"" + from + "\"," + to + "\"id\":\"" + wamid + "\",\"timestamp\":\"" + at
                + "\",\"type\":\"text\",\"text\":{\"body\":\"" + body + "\"},\"history_context\":{\"status\":\""
                + status
                + "\"}}";
    }

    private static String placeholder(String wamid) {
        return "{\"from\":\"" + ADA + "\",\"id\":\"" + wamid
                + "\",\"timestamp\":\"1767000000\",\"type\":\"media_placeholder\",\"history_context\":{\"status\":\"READ\"}}";
    }

    private static String file(String wamid, String from, String to) {
        return "{\"from\":\"" + from + "\"," + to + "\"id\":\"" + wamid
                + "\",\"timestamp\":\"1767000000\",\"type\":\"image\",\"image\":{\"id\":\"111\",\"mime_type\":\"image/jpeg\"}}";
    }

    private List<MessageEvent> mirrored() {
        return eventsOf(tenant, Topics.MESSAGE_MIRRORED).stream()
                .map(entry -> Records.read(entry, MessageEvent.class))
                .collect(Collectors.toList());
    }

    private JsonNode detail(String wamid) {
        return as(tenant)
                .get("/api/messages/" + find(wamid).path("id").stringValue())
                .data();
    }

    private int total() {
        return as(tenant)
                .get("/api/messages")
                .data()
                .path("pagination")
                .path("total")
                .asInt(0);
    }

    private JsonNode find(String wamid) {
        return list(tenant, "").stream()
                .filter(message -> message.path("whatsappId").asString("").equals(wamid))
                .findFirst()
                .orElseThrow();
    }
}
