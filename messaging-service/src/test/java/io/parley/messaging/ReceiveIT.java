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
import io.parley.contract.MessageEvent;
import io.parley.contract.Topics;
import io.parley.contract.WebhookOutcome;
import io.parley.contract.WebhookOutcome.Result;
import io.parley.kit.event.Records;
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
    void keepsEveryOtherTypeWhole() {
        publish(messages(
                tenant,
                UUID.randomUUID(),
                "{\"from\":\"447700900123\",\"id\":\"wamid.1\",\"timestamp\":\"1767614400\",\"type\":\"image\","
                        + "\"image\":{\"id\":\"111\",\"mime_type\":\"image/jpeg\"}}",
                "{\"from\":\"447700900123\",\"id\":\"wamid.2\",\"timestamp\":\"1767614400\",\"type\":\"hologram\","
                        + "\"hologram\":{\"depth\":3}}"));

        var messages = awaitMessages(2);
        assertThat(messages.get(1).path("type").stringValue()).isEqualTo("IMAGE");
        assertThat(messages.get(1)
                        .path("content")
                        .path("raw")
                        .path("image")
                        .path("id")
                        .stringValue())
                .isEqualTo("111");
        assertThat(messages.get(0).path("type").stringValue()).isEqualTo("UNSUPPORTED");
        assertThat(messages.get(0)
                        .path("content")
                        .path("raw")
                        .path("hologram")
                        .path("depth")
                        .intValue())
                .isEqualTo(3);
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
        return list(tenant);
    }

    private List<WebhookOutcome> awaitOutcomes(int count) {
        await().atMost(SOON).untilAsserted(() -> assertThat(outcomesOf(tenant)).hasSize(count));
        return outcomesOf(tenant);
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
