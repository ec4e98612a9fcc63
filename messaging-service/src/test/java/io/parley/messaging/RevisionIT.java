package io.parley.messaging;

import static io.parley.messaging.WebhookFixtures.messages;
import static io.parley.messaging.WebhookFixtures.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.MessageChanged;
import io.parley.contract.Topics;
import io.parley.contract.WebhookOutcome;
import io.parley.kit.event.Records;
import io.parley.testkit.TestTenant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Customers edit and take back what they wrote, and webhooks about it come in any order. */
class RevisionIT extends MessagingTest {

    static final String ADA = "447700900123";

    final TestTenant tenant = TestTenant.create();

    @Test
    void showsTheEditedTextAndWhenItWasEdited() {
        publish(messages(tenant, UUID.randomUUID(), text(ADA, "wamid.1", "tpyo")));
        publish(messages(tenant, UUID.randomUUID(), edit(ADA, "wamid.e1", "wamid.1", 10, "typo")));

        awaitText("typo");
        assertThat(only().path("editedAt").stringValue()).isEqualTo("2026-01-05T12:00:10.000Z");
        await().atMost(SOON).until(() -> changes().size() == 1);
        assertThat(changes().getFirst().change()).isEqualTo(MessageChanged.Change.EDITED);
        assertThat(changes().getFirst().message().content()).containsEntry("text", "typo");
    }

    @Test
    void appliesAnEditThatOvertookItsMessage() {
        publish(messages(tenant, UUID.randomUUID(), edit(ADA, "wamid.e1", "wamid.1", 10, "typo")));
        await().atMost(SOON).until(() -> list().size() == 1);
        assertThat(only().path("type").stringValue()).isEqualTo("SYSTEM");

        publish(messages(tenant, UUID.randomUUID(), text(ADA, "wamid.1", "tpyo")));

        await().atMost(SOON)
                .until(() -> list().stream()
                        .anyMatch(message ->
                                message.path("whatsappId").stringValue().equals("wamid.1")
                                        && message.path("content")
                                                .path("text")
                                                .asString("")
                                                .equals("typo")));
        await().atMost(SOON).until(() -> changes().size() == 1);
    }

    @Test
    void keepsTheLatestOfSeveralEditsWhateverTheirOrder() {
        publish(messages(tenant, UUID.randomUUID(), text(ADA, "wamid.1", "one")));
        publish(messages(tenant, UUID.randomUUID(), edit(ADA, "wamid.e3", "wamid.1", 30, "three")));
        publish(messages(tenant, UUID.randomUUID(), edit(ADA, "wamid.e2", "wamid.1", 20, "two")));

        awaitOutcomes(tenant, 3);
        awaitText("three");
    }

    @Test
    void marksWhatWasTakenBackAndKeepsWhatItSaid() {
        publish(messages(
                tenant, UUID.randomUUID(), text(ADA, "wamid.1", "oops"), revoke(ADA, "wamid.k1", "wamid.1", 5)));

        await().atMost(SOON).until(() -> list().size() == 1 && only().has("revokedAt"));
        assertThat(only().path("content").path("text").stringValue()).isEqualTo("oops");
    }

    @Test
    void letsNobodyElseEditAMessage() {
        publish(messages(tenant, UUID.randomUUID(), text(ADA, "wamid.1", "mine")));
        publish(messages(tenant, UUID.randomUUID(), edit("447700900999", "wamid.e1", "wamid.1", 10, "yours")));

        awaitOutcomes(tenant, 2);
        assertThat(list())
                .filteredOn(message -> message.path("whatsappId").stringValue().equals("wamid.1"))
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.path("content").path("text").stringValue())
                            .isEqualTo("mine");
                    assertThat(message.has("editedAt")).isFalse();
                });
        assertThat(changes()).isEmpty();
    }

    @Test
    void saysTheSameAgainWhenAnEditIsRedeliveredAndCallsACopyADuplicate() {
        var edit = messages(tenant, UUID.randomUUID(), edit(ADA, "wamid.e1", "wamid.1", 10, "typo"));
        publish(messages(tenant, UUID.randomUUID(), text(ADA, "wamid.1", "tpyo")));
        publish(edit);
        awaitText("typo");

        publish(edit);
        publish(messages(tenant, UUID.randomUUID(), edit(ADA, "wamid.e1", "wamid.1", 10, "typo")));

        awaitOutcomes(tenant, 4);
        assertThat(outcomesOf(tenant))
                .extracting(WebhookOutcome::outcome)
                .filteredOn(WebhookOutcome.Result.DUPLICATE::equals)
                .hasSize(1);
        assertThat(eventsOf(tenant, Topics.MESSAGE_CHANGED).stream()
                        .map(Records::idOf)
                        .distinct())
                .hasSize(1);
    }

    private static String edit(String phone, String wamid, String original, int seconds, String body) {
        return """
                {"from":"%s","id":"%s","timestamp":"%d","type":"edit","edit":{"original_message_id":"%s",
                "message":{"type":"text","text":{"body":"%s"}}}}""".formatted(phone, wamid, at(seconds), original, body);
    }

    private static String revoke(String phone, String wamid, String original, int seconds) {
        return """
                {"from":"%s","id":"%s","timestamp":"%d","type":"revoke","revoke":{"original_message_id":"%s"}}""".formatted(phone, wamid, at(seconds), original);
    }

    private static long at(int seconds) {
        return WebhookFixtures.NOON.plusSeconds(seconds).getEpochSecond();
    }

    private void awaitText(String text) {
        await().atMost(SOON)
                .until(() -> list().size() == 1
                        && only().path("content").path("text").asString("").equals(text));
    }

    private List<MessageChanged> changes() {
        return eventsOf(tenant, Topics.MESSAGE_CHANGED).stream()
                .map(entry -> Records.read(entry, MessageChanged.class))
                .toList();
    }

    private JsonNode only() {
        return list().getFirst();
    }

    private List<JsonNode> list() {
        return as(tenant)
                .get("/api/messages")
                .data()
                .path("messages")
                .valueStream()
                .toList();
    }
}
