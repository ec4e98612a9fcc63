package io.parley.messaging;

import static io.parley.messaging.WebhookFixtures.change;
import static io.parley.messaging.WebhookFixtures.messages;
import static io.parley.messaging.WebhookFixtures.raw;
import static io.parley.messaging.WebhookFixtures.status;
import static io.parley.messaging.WebhookFixtures.statuses;
import static io.parley.messaging.WebhookFixtures.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.CustomerProfile;
import io.parley.contract.EventHeaders;
import io.parley.contract.MessageEvent;
import io.parley.contract.MessageType;
import io.parley.contract.Topics;
import io.parley.contract.WebhookOutcome;
import io.parley.contract.WebhookOutcome.Result;
import io.parley.kit.event.Records;
import io.parley.kit.json.Json;
import io.parley.testkit.TestTenant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReceiveIT extends MessagingTest {

    final TestTenant tenant = TestTenant.create();

    @Test
    void listsATextWithItsSenderAndTime() {
        publish(messages(tenant, UUID.randomUUID(), text("447700900123", "wamid.1", "Hello")));

        var message = awaitMessages(1).getFirst();
        assertThat(message.path("content").path("text").stringValue()).isEqualTo("Hello");
        assertThat(message.path("type").stringValue()).isEqualTo("TEXT");
        assertThat(message.path("direction").stringValue()).isEqualTo("INBOUND");
        assertThat(message.path("status").stringValue()).isEqualTo("DELIVERED");
        assertThat(message.path("from").stringValue()).isEqualTo("+447700900123");
        assertThat(message.path("to").stringValue()).isEqualTo("+442079460123");
        assertThat(message.path("whatsappId").stringValue()).isEqualTo("wamid.1");
        assertThat(message.path("createdAt").stringValue()).isEqualTo("2026-01-05T12:00:00.000Z");
    }

    @Test
    void appliesARedeliveredRecordOnceAndSaysTheSameAgain() {
        var rawEvent = UUID.randomUUID();
        var record = messages(tenant, rawEvent, text("447700900123", "wamid.1", "Hello"));
        publish(record);
        awaitOutcomes(1);

        publish(record);

        var outcomes = awaitOutcomes(2);
        assertThat(outcomes.get(1)).isEqualTo(outcomes.get(0));
        assertThat(outcomes.get(0).outcome()).isEqualTo(Result.APPLIED);
        assertThat(awaitMessages(1)).hasSize(1);
        var events = eventsOf(tenant, Topics.MESSAGE_RECEIVED);
        assertThat(events).hasSize(2);
        assertThat(Records.idOf(events.get(0))).isEqualTo(Records.idOf(events.get(1)));
        assertThat(events.get(0).value()).isEqualTo(events.get(1).value());
    }

    @Test
    void callsTheSameMessageInAnotherWebhookADuplicate() {
        var again = UUID.randomUUID();
        publish(messages(tenant, UUID.randomUUID(), text("447700900123", "wamid.1", "Hello")));
        awaitOutcomes(1);

        publish(messages(tenant, again, text("447700900123", "wamid.1", "Hello")));

        assertThat(awaitOutcomes(2))
                .filteredOn(outcome -> outcome.rawEventId().equals(again))
                .extracting(WebhookOutcome::outcome)
                .containsExactly(Result.DUPLICATE);
        assertThat(eventsOf(tenant, Topics.MESSAGE_RECEIVED)).hasSize(1);
    }

    @Test
    void leavesToOthersWhatTheyAccountFor() {
        var theirs = UUID.randomUUID();
        var ours = UUID.randomUUID();
        publish(
                change(tenant, theirs, "user_preferences", "\"user_preferences\":[]")
                        .with(EventHeaders.FIELD, "user_preferences"),
                messages(tenant, ours, text("447700900123", "wamid.1", "Hello")).with(EventHeaders.FIELD, "messages"));

        awaitOutcomes(1);

        assertThat(outcomesOf(tenant)).extracting(WebhookOutcome::rawEventId).containsExactly(ours);
    }

    @Test
    void countsTheSameMessageTwiceInOneWebhookAsOneAndADuplicate() {
        var hello = text("447700900123", "wamid.1", "Hello");

        publish(messages(tenant, UUID.randomUUID(), hello, hello));

        var elements = awaitOutcomes(1).getFirst().elements();
        assertThat(elements)
                .extracting(WebhookOutcome.Element::outcome)
                .containsExactly(Result.APPLIED, Result.DUPLICATE);
        assertThat(elements).extracting(WebhookOutcome.Element::index).containsExactly(0, 1);
    }

    @Test
    void keepsTheSameWamidOnTwoNumbersApart() {
        var other = new TestTenant(tenant.id(), tenant.user(), "999" + tenant.phoneNumberId());

        publish(messages(tenant, UUID.randomUUID(), text("447700900123", "wamid.1", "to one")));
        publish(messages(other, UUID.randomUUID(), text("447700900123", "wamid.1", "to the other")));

        assertThat(awaitMessages(2))
                .extracting(message -> message.path("conversationId").stringValue())
                .doesNotHaveDuplicates();
    }

    @Test
    void keepsMetasOrderWithinOneSecond() {
        publish(messages(
                tenant,
                UUID.randomUUID(),
                text("447700900123", "wamid.1", "one"),
                text("447700900123", "wamid.2", "two"),
                text("447700900123", "wamid.3", "three")));

        assertThat(awaitMessages(3))
                .extracting(message -> message.path("content").path("text").stringValue())
                .containsExactly("three", "two", "one");
    }

    @Test
    void parksPoisonAndGoesOn() {
        var poison = UUID.randomUUID();

        publish(
                messages(tenant, UUID.randomUUID(), text("447700900123", "wamid.1", "before")),
                raw(tenant, poison, "{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":{"),
                messages(tenant, UUID.randomUUID(), text("447700900123", "wamid.2", "after")));

        assertThat(awaitMessages(2)).hasSize(2);
        assertThat(awaitOutcomes(3))
                .filteredOn(outcome -> outcome.rawEventId().equals(poison))
                .extracting(WebhookOutcome::outcome)
                .containsExactly(Result.DEAD);
        assertThat(eventsOf(tenant, Topics.deadLettersOf(Topics.RAW_WEBHOOK)))
                .extracting(Records::idOf)
                .containsExactly(poison);
    }

    @Test
    void replacesCharactersThatPostgresqlCannotStore() {
        publish(messages(
                tenant,
                UUID.randomUUID(),
                text("447700900123", "wamid.1", "a\\u0000b \\ud83d caf\\u00e9 \\ud83d\\udc4d")));

        assertThat(awaitMessages(1).getFirst().path("content").path("text").stringValue())
                .isEqualTo("a\uFFFDb \uFFFD caf\u00e9 \ud83d\udc4d");
    }

    @Test
    void keepsAMessageThatNamesNobody() {
        publish(messages(
                tenant,
                UUID.randomUUID(),
                "{\"id\":\"wamid.1\",\"timestamp\":1767614400,\"type\":\"text\",\"text\":{\"body\":\"who?\"}}",
                "{}"));

        assertThat(awaitMessages(2)).anySatisfy(message -> {
            assertThat(message.path("content").path("text").asString("")).isEqualTo("who?");
            assertThat(message.has("from")).isFalse();
        });
    }

    @Test
    void knowsACustomerByUserIdWhenThePhoneIsMissing() {
        var both =
                "{\"from\":\"447700900123\",\"from_user_id\":\"GB.42\",\"id\":\"wamid.1\",\"timestamp\":\"1767614400\","
                        + "\"type\":\"text\",\"text\":{\"body\":\"with both\"}}";
        var userOnly = "{\"from_user_id\":\"GB.42\",\"id\":\"wamid.2\",\"timestamp\":\"1767614401\","
                + "\"type\":\"text\",\"text\":{\"body\":\"with one\"}}";

        publish(messages(tenant, UUID.randomUUID(), both), messages(tenant, UUID.randomUUID(), userOnly));

        var messages = awaitMessages(2);
        assertThat(messages.get(0).path("from").stringValue()).isEqualTo("GB.42");
        assertThat(messages.get(0).path("conversationId"))
                .isEqualTo(messages.get(1).path("conversationId"));
    }

    @Test
    void carriesTheProfileInTheEvent() {
        publish(change(
                tenant,
                UUID.randomUUID(),
                "messages",
                "\"contacts\":[{\"profile\":{\"name\":\"Somebody Else\"},\"wa_id\":\"1\"},"
                        + "{\"profile\":{\"name\":\"Ada Byron\",\"username\":\"@ada\"},\"wa_id\":\"447700900123\"}],"
                        + "\"messages\":[" + text("447700900123", "wamid.1", "Hello") + "]"));
        awaitMessages(1);

        var event = Records.read(eventsOf(tenant, Topics.MESSAGE_RECEIVED).getFirst(), MessageEvent.class);
        assertThat(event.profile())
                .extracting(CustomerProfile::name, CustomerProfile::username)
                .containsExactly("Ada Byron", "@ada");
    }

    @Test
    void listsAnImageBeforeItsFileIsThere() {
        var graphId = "away" + UUID.randomUUID();
        FakeGraph.shared().files().failDescriptions(graphId, Integer.MAX_VALUE);
        publish(messages(tenant, UUID.randomUUID(), """
                {"from":"447700900123","id":"wamid.1","type":"image",
                "image":{"id":"%s","mime_type":"image/jpeg","sha256":"p2Y=","caption":"a\\u0000b"}}""".formatted(graphId)));

        var message = awaitMessages(1).getFirst();
        assertThat(message.path("type").stringValue()).isEqualTo("IMAGE");
        var content = message.path("content");
        assertThat(content.path("caption").stringValue()).isEqualTo("a\uFFFDb");
        assertThat(content.path("mediaStatus").stringValue()).isEqualTo("PENDING");
        assertThat(content.path("mediaUrl").stringValue())
                .isEqualTo("/api/media/" + content.path("mediaId").stringValue());
        FakeGraph.shared().files().failDescriptions(graphId, 0);
    }

    @Test
    void tiesAReactionToTheMessageItIsAbout() {
        publish(messages(tenant, UUID.randomUUID(), text("447700900123", "wamid.1", "Hello")));
        var first = awaitMessages(1).getFirst().path("id").stringValue();

        publish(messages(tenant, UUID.randomUUID(), """
                {"from":"447700900123","id":"wamid.2","type":"reaction","timestamp":"1767614500",
                "reaction":{"message_id":"wamid.1","emoji":"\\ud83d\\udc4d"}}"""));

        var reaction = awaitMessages(2).getFirst();
        assertThat(reaction.path("type").stringValue()).isEqualTo("REACTION");
        assertThat(reaction.path("content").path("messageId").stringValue()).isEqualTo(first);
        assertThat(reaction.path("content").path("emoji").stringValue()).isEqualTo("\ud83d\udc4d");
        assertThat(reaction.has("replyTo")).isFalse();
        assertThat(eventsOf(tenant, Topics.MESSAGE_RECEIVED).stream()
                        .map(entry -> Json.events().readValue(entry.value(), MessageEvent.class))
                        .filter(event -> event.type() == MessageType.REACTION))
                .singleElement()
                .satisfies(event -> assertThat(event.content()).containsEntry("messageId", first));
    }

    @Test
    void saysWhereAMessageCameFrom() {
        publish(messages(tenant, UUID.randomUUID(), """
                {"from":"447700900123","id":"wamid.1","type":"text","text":{"body":"Hi"},
                "context":{"forwarded":true,"referred_product":{"catalog_id":"881"}},
                "referral":{"source_type":"ad","ctwa_clid":"Af-1"}}"""));

        var context = awaitMessages(1).getFirst().path("context");
        assertThat(context.path("forwarded").booleanValue()).isTrue();
        assertThat(context.has("frequentlyForwarded")).isFalse();
        assertThat(context.path("referral").path("ctwa_clid").stringValue()).isEqualTo("Af-1");
        assertThat(context.path("referredProduct").path("catalog_id").stringValue())
                .isEqualTo("881");
    }

    @Test
    void saysWhyItIgnoresWhatItDoesNotApply() {
        publish(change(tenant, UUID.randomUUID(), "security", "\"event\":\"PIN_CHANGED\""));
        publish(statuses(tenant, UUID.randomUUID(), status("wamid.foreign", "delivered", 1)));

        assertThat(awaitOutcomes(2))
                .allSatisfy(outcome -> assertThat(outcome.outcome()).isEqualTo(Result.IGNORED))
                .flatExtracting(WebhookOutcome::elements)
                .extracting(WebhookOutcome.Element::reason)
                .containsExactlyInAnyOrder("FIELD_NOT_HANDLED", "UNKNOWN_MESSAGE");
    }

    @Test
    void appliesABatchOfSeveralTenantsForEachAlone() {
        var other = TestTenant.create();

        publish(
                messages(tenant, UUID.randomUUID(), text("447700900123", "wamid.1", "mine")),
                messages(other, UUID.randomUUID(), text("447700900123", "wamid.1", "theirs")));

        assertThat(awaitMessages(1).getFirst().path("content").path("text").stringValue())
                .isEqualTo("mine");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(list(other))
                        .singleElement()
                        .satisfies(message -> assertThat(
                                        message.path("content").path("text").stringValue())
                                .isEqualTo("theirs")));
    }

    private List<JsonNode> awaitMessages(int count) {
        await().atMost(SOON).untilAsserted(() -> assertThat(list(tenant)).hasSize(count));
        awaitReceived();
        return list(tenant);
    }

    private List<WebhookOutcome> awaitOutcomes(int count) {
        return awaitOutcomes(tenant, count);
    }

    private List<JsonNode> list(TestTenant owner) {
        return as(owner)
                .get("/api/messages")
                .data()
                .path("messages")
                .valueStream()
                .toList();
    }
}
