package io.parley.messaging;

import static io.parley.messaging.WebhookFixtures.change;
import static io.parley.messaging.WebhookFixtures.status;
import static io.parley.messaging.WebhookFixtures.statuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.parley.contract.StatusChanged;
import io.parley.contract.Topics;
import io.parley.contract.WebhookOutcome;
import io.parley.contract.WebhookOutcome.Result;
import io.parley.kit.event.Records;
import io.parley.testkit.TestTenant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What WhatsApp reports besides sent, delivered and read. */
@SuppressWarnings("NullAway.Init")
class StatusIT extends MessagingTest {

    TestTenant tenant;

    @BeforeEach
    void connect() {
        tenant = connectedTenant();
    }

    @Test
    void countsAPlayedVoiceMessageAsReadAndKeepsIt() {
        var wamid = sent();

        publish(statuses(tenant, UUID.randomUUID(), status(wamid, "played", 9), status(wamid, "read", 8)));
        awaitOutcomes(tenant, 1);

        assertThat(shown(wamid).path("status").stringValue()).isEqualTo("READ");
        assertThat(history(wamid)).contains("READ", "PLAYED");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(moves()).containsExactlyInAnyOrder("QUEUED SENT", "SENT READ"));
    }

    @Test
    void showsTheFurthestThatAnyMemberOfAGroupHasCome() {
        var wamid = sent();

        publish(statuses(
                tenant,
                UUID.randomUUID(),
                ofMember(wamid, "failed", "447700900001"),
                ofMember(wamid, "delivered", "447700900002"),
                ofMember(wamid, "read", "447700900003"),
                ofMember(wamid, "delivered", "447700900004")));
        var elements = awaitOutcomes(tenant, 1).getFirst().elements();

        assertThat(shown(wamid).path("status").stringValue()).isEqualTo("READ");
        assertThat(shown(wamid).has("error")).isFalse();
        assertThat(elements).extracting(WebhookOutcome.Element::outcome).containsOnly(Result.APPLIED);
        assertThat(elements).hasSize(4);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(moves())
                        .containsExactlyInAnyOrder("QUEUED SENT", "SENT DELIVERED", "DELIVERED READ"));
    }

    @Test
    void failsNothingForOneMemberOfAGroup() {
        var wamid = sent();

        publish(statuses(tenant, UUID.randomUUID(), ofMember(wamid, "failed", "447700900001")));
        awaitOutcomes(tenant, 1);

        assertThat(shown(wamid).path("status").stringValue()).isEqualTo("SENT");
        assertThat(history(wamid)).contains("FAILED");
    }

    @Test
    void keepsWordsThatMoveNothing() {
        var wamid = sent();

        publish(statuses(tenant, UUID.randomUUID(), status(wamid, "warning", 1), status(wamid, "deleted", 2)));

        assertThat(awaitOutcomes(tenant, 1).getFirst().elements())
                .extracting(WebhookOutcome.Element::outcome, WebhookOutcome.Element::reason)
                .containsOnly(tuple(Result.IGNORED, "UNKNOWN_STATUS"));
        assertThat(shown(wamid).path("status").stringValue()).isEqualTo("SENT");
        assertThat(history(wamid)).contains("WARNING", "DELETED");
    }

    @Test
    void leavesCallsAlone() {
        publish(
                change(tenant, UUID.randomUUID(), "calls", "\"statuses\":[" + status("wacid.1", "delivered", 1) + "]"),
                statuses(tenant, UUID.randomUUID(), status("wacid.1", "delivered", 1)));

        assertThat(awaitOutcomes(tenant, 2))
                .flatExtracting(WebhookOutcome::elements)
                .extracting(
                        WebhookOutcome.Element::kind, WebhookOutcome.Element::outcome, WebhookOutcome.Element::reason)
                .containsExactlyInAnyOrder(
                        tuple("calls", Result.IGNORED, "FIELD_NOT_HANDLED"),
                        tuple("status", Result.IGNORED, "STATUS_OF_CALL"));
    }

    private static String ofMember(String wamid, String status, String member) {
        return """
                {"id":"%s","status":"%s","timestamp":"1767614500","recipient_id":"R3JvdXBJZA","recipient_type":"group",
                "recipient_participant_id":"%s","errors":[{"code":131026,"title":"x"}]}""".formatted(wamid, status, member);
    }

    private String sent() {
        var id = send(tenant, "Hello");
        await().atMost(SOON).until(() -> statusOf(tenant, id).equals("SENT"));
        return as(tenant).get("/api/messages/" + id).data().path("whatsappId").stringValue();
    }

    private JsonNode shown(String wamid) {
        var id = list(tenant, "").stream()
                .filter(message -> message.path("whatsappId").asString("").equals(wamid))
                .findFirst()
                .orElseThrow()
                .path("id")
                .stringValue();
        return as(tenant).get("/api/messages/" + id).data();
    }

    private List<String> history(String wamid) {
        return shown(wamid)
                .path("statusHistory")
                .valueStream()
                .map(step -> step.path("status").stringValue())
                .toList();
    }

    private List<String> moves() {
        return eventsOf(tenant, Topics.STATUS_CHANGED).stream()
                .map(entry -> Records.read(entry, StatusChanged.class))
                .map(one -> one.from() + " " + one.to())
                .toList();
    }
}
