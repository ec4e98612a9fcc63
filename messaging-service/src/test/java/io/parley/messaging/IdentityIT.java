package io.parley.messaging;

import static io.parley.messaging.WebhookFixtures.change;
import static io.parley.messaging.WebhookFixtures.messages;
import static io.parley.messaging.WebhookFixtures.statuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.parley.contract.CustomerChanged;
import io.parley.contract.Topics;
import io.parley.contract.WebhookOutcome;
import io.parley.kit.event.Event;
import io.parley.kit.event.Records;
import io.parley.testkit.TestTenant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A customer is not a phone number: whatever WhatsApp calls them, they have one thread. */
class IdentityIT extends MessagingTest {

    static final String ADA = "447700900123";

    final TestTenant tenant = TestTenant.create();

    @Test
    void mergesTwoCustomersWhenOnePayloadNamesBoth() {
        publish(says("wamid.1", "\"from\":\"" + ADA + "\""));
        awaitOutcomes(tenant, 1);
        publish(says("wamid.2", "\"from_user_id\":\"GB.1\""));
        awaitOutcomes(tenant, 2);
        var both = says("wamid.3", "\"from\":\"" + ADA + "\",\"from_user_id\":\"GB.1\"");
        publish(both);
        awaitOutcomes(tenant, 3);
        publish(says("wamid.4", "\"from_user_id\":\"GB.1\""));
        awaitOutcomes(tenant, 4);

        var byPhone = conversationOf("wamid.1");
        var byUser = conversationOf("wamid.2");
        assertThat(byUser).isNotEqualTo(byPhone);
        assertThat(conversationOf("wamid.3")).isEqualTo(byPhone);
        assertThat(conversationOf("wamid.4")).isEqualTo(byPhone);
        assertThat(list(tenant, "?conversationId=" + byUser))
                .as("the old thread")
                .hasSize(1);
        assertThat(changes())
                .filteredOn(change -> change.mergedInto() != null)
                .singleElement()
                .satisfies(change -> assertThat(change.profile().userId()).isEqualTo("GB.1"));

        publish(both);
        awaitOutcomes(tenant, 5);
        assertThat(outcomesOf(tenant)).extracting(WebhookOutcome::outcome).containsOnly(WebhookOutcome.Result.APPLIED);
        assertThat(list(tenant, "")).hasSize(4);
        assertThat(eventsOf(tenant, Topics.CUSTOMER_CHANGED).stream()
                        .map(Records::idOf)
                        .distinct())
                .as("who was merged, and who goes on")
                .hasSize(2);
    }

    @Test
    void sendsToTheThreadThatGoesOnWhicheverAddressIsAskedFor() {
        var sender = connectedTenant();
        publish(messages(sender, UUID.randomUUID(), text("wamid.1", "\"from\":\"" + ADA + "\"")));
        awaitOutcomes(sender, 1);
        publish(messages(sender, UUID.randomUUID(), text("wamid.2", "\"from_user_id\":\"GB.1\"")));
        awaitOutcomes(sender, 2);
        publish(messages(
                sender, UUID.randomUUID(), text("wamid.3", "\"from\":\"" + ADA + "\",\"from_user_id\":\"GB.1\"")));
        awaitOutcomes(sender, 3);

        var toPhone = sendTo(sender, "+" + ADA, "one");
        var toUser = sendTo(sender, "GB.1", "two");

        assertThat(toPhone.path("conversationId")).isEqualTo(toUser.path("conversationId"));
        assertThat(toPhone.path("to").stringValue()).isEqualTo("+" + ADA);
        assertThat(toUser.path("to").stringValue()).isEqualTo("GB.1");
        await().atMost(SOON)
                .until(() -> FakeGraph.shared().accepted(sender.phoneNumberId()).size() == 2);
        assertThat(FakeGraph.shared().accepted(sender.phoneNumberId()))
                .extracting(send -> send.body().path("recipient").asString(""))
                .containsExactly("", "GB.1");
    }

    @Test
    void followsAChainOfMergesToItsEnd() {
        for (var i = 1; i <= 4; i++) {
            publish(says("wamid." + i, "\"from_user_id\":\"GB." + i + "\""));
            awaitOutcomes(tenant, i);
        }
        publish(update("GB.4", "GB.3"));
        publish(update("GB.2", "GB.1"));
        awaitOutcomes(tenant, 6);
        publish(update("GB.3", "GB.2"));
        awaitOutcomes(tenant, 7);

        publish(says("wamid.5", "\"from_user_id\":\"GB.4\""));
        awaitOutcomes(tenant, 8);

        assertThat(conversationOf("wamid.5")).isEqualTo(conversationOf("wamid.1"));
        assertThat(changes().stream()
                        .filter(change -> change.mergedInto() != null)
                        .map(change -> change.profile().customerId())
                        .distinct())
                .hasSize(3);
    }

    @Test
    void knowsACustomerUnderANewUserIdHeardOfBeforeOrAfter() {
        publish(says("wamid.1", "\"from_user_id\":\"GB.1\""));
        publish(update("GB.1", "GB.2"));
        publish(says("wamid.2", "\"from_user_id\":\"GB.2\""));
        publish(says("wamid.3", "\"from_user_id\":\"GB.3\""));
        awaitOutcomes(tenant, 4);
        publish(update("GB.2", "GB.3"));
        awaitOutcomes(tenant, 5);
        publish(says("wamid.4", "\"from_user_id\":\"GB.3\""));
        awaitOutcomes(tenant, 6);

        assertThat(conversationOf("wamid.2")).isEqualTo(conversationOf("wamid.1"));
        assertThat(conversationOf("wamid.4")).isEqualTo(conversationOf("wamid.1"));
        assertThat(outcomesOf(tenant))
                .filteredOn(outcome -> outcome.elements().getFirst().kind().equals("user_id_update"))
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome.elements())
                        .singleElement()
                        .extracting(WebhookOutcome.Element::outcome)
                        .isEqualTo(WebhookOutcome.Result.APPLIED));
        assertThat(changes().getLast().profile().userId()).isEqualTo("GB.3");
    }

    @Test
    void writesToTheNewNumberOfACustomerWhoChangedIt() {
        var sender = connectedTenant();
        publish(messages(sender, UUID.randomUUID(), text("wamid.1", "\"from\":\"" + ADA + "\"")));
        publish(messages(sender, UUID.randomUUID(), """
                {"from":"447700900123","id":"wamid.2","timestamp":"1767614500","type":"system",
                "system":{"type":"user_changed_number","body":"changed","wa_id":"447700900999"}}"""));
        publish(messages(sender, UUID.randomUUID(), text("wamid.3", "\"from\":\"447700900999\"")));
        awaitOutcomes(sender, 3);

        var toOld = sendTo(sender, "+" + ADA, "one");
        var toNew = sendTo(sender, "+447700900999", "two");

        assertThat(list(sender, ""))
                .extracting(message -> message.path("conversationId").stringValue())
                .containsOnly(toNew.path("conversationId").stringValue());
        assertThat(toOld.path("to").stringValue()).isEqualTo("+447700900999");
        assertThat(find(sender, "wamid.2").path("from").stringValue()).isEqualTo("+" + ADA);
    }

    @Test
    void knowsABrazilianNumberWithAndWithoutItsNinthDigit() {
        var sender = connectedTenant();
        publish(messages(sender, UUID.randomUUID(), text("wamid.1", "\"from\":\"551187654321\"")));
        awaitOutcomes(sender, 1);

        var sent = sendTo(sender, "+5511987654321", "one");

        assertThat(sent.path("conversationId"))
                .isEqualTo(find(sender, "wamid.1").path("conversationId"));
        assertThat(sent.path("to").stringValue()).as("as it was typed").isEqualTo("+5511987654321");
    }

    @Test
    void learnsFromStatusesAndMakesNobodyACustomerByThem() {
        publish(says("wamid.1", "\"from\":\"" + ADA + "\""));
        awaitOutcomes(tenant, 1);
        publish(statuses(tenant, UUID.randomUUID(), """
                {"id":"wamid.out","status":"delivered","timestamp":"1767614500","recipient_id":"447700900123",
                "recipient_user_id":"GB.1"}""", """
                {"id":"wamid.out2","status":"delivered","timestamp":"1767614500","recipient_id":"447700900777",
                "recipient_user_id":"GB.7"}"""));
        awaitOutcomes(tenant, 2);
        publish(says("wamid.2", "\"from_user_id\":\"GB.1\""));
        awaitOutcomes(tenant, 3);

        assertThat(conversationOf("wamid.2")).isEqualTo(conversationOf("wamid.1"));
        assertThat(changes())
                .singleElement()
                .satisfies(change -> assertThat(change.profile().userId()).isEqualTo("GB.1"));
    }

    @Test
    void learnsFromTheAnswerToASend() {
        var sender = connectedTenant();
        var sent = sendTo(
                sender,
                "+" + ADA,
                FakeGraph.KNOWN_AS + "{\"input\":\"+447700900123\",\"wa_id\":\"447700900123\",\"user_id\":\"GB.1\"}");
        await().atMost(SOON)
                .until(() -> statusOf(sender, UUID.fromString(sent.path("id").stringValue()))
                        .equals("SENT"));

        publish(messages(sender, UUID.randomUUID(), text("wamid.1", "\"from_user_id\":\"GB.1\"")));
        awaitOutcomes(sender, 1);

        assertThat(find(sender, "wamid.1").path("conversationId")).isEqualTo(sent.path("conversationId"));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(eventsOf(sender, Topics.CUSTOMER_CHANGED)).hasSize(1));
    }

    @Test
    void keepsTheWindowOpenThatACustomerOpenedUnderAnotherName() {
        var sender = connectedTenant();
        publish(messages(
                sender,
                UUID.randomUUID(),
                text("wamid.1", "\"from_user_id\":\"GB.1\"", Instant.now().getEpochSecond())));
        awaitOutcomes(sender, 1);
        sendTo(sender, "+" + ADA, "before it was known");
        publish(change(sender, UUID.randomUUID(), "smb_app_state_sync", """
                "state_sync":[{"type":"contact","action":"add","contact":{"full_name":"Ada","phone_number":"447700900123",
                "user_id":"GB.1"},"metadata":{"timestamp":"1767614500"}}]"""));
        awaitOutcomes(sender, 2);
        configure(sender, 2, true, number(sender, sender.phoneNumberId(), "token"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(as(sender)
                                .post("/api/messages", textTo("+447700900555"))
                                .text())
                        .contains("CUSTOMER_SERVICE_WINDOW_CLOSED"));
        assertThat(as(sender).post("/api/messages", textTo("+" + ADA)).status()).isEqualTo(201);
    }

    @Test
    void takesANameFromTheAddressBookWithoutOpeningAThread() {
        publish(change(tenant, UUID.randomUUID(), "smb_app_state_sync", """
                "state_sync":[{"type":"contact","action":"add","contact":{"full_name":"Ada Byron","phone_number":"447700900123"},
                "metadata":{"timestamp":"1767614500"}}]"""));
        publish(change(tenant, UUID.randomUUID(), "smb_app_state_sync", """
                "state_sync":[{"type":"contact","action":"remove","contact":{"phone_number":"447700900123"},
                "metadata":{"timestamp":"1767614600"}}]"""));

        assertThat(awaitOutcomes(tenant, 2))
                .flatExtracting(WebhookOutcome::elements)
                .extracting(WebhookOutcome.Element::kind, WebhookOutcome.Element::outcome)
                .containsExactlyInAnyOrder(
                        tuple("smb_app_state_sync", WebhookOutcome.Result.APPLIED),
                        tuple("smb_app_state_sync", WebhookOutcome.Result.IGNORED));
        assertThat(changes())
                .singleElement()
                .satisfies(change -> assertThat(change.profile().name()).isEqualTo("Ada Byron"));
        assertThat(list(tenant, "")).isEmpty();
    }

    @Test
    void tellsOfANewProfileNameAndNotOfAnOldOneHeardLate() {
        publish(named("wamid.1", "Ada", 1767614400));
        awaitOutcomes(tenant, 1);
        publish(named("wamid.2", "Ada Byron", 1767614500));
        awaitOutcomes(tenant, 2);
        publish(named("wamid.3", "Ada", 1767614450));
        awaitOutcomes(tenant, 3);

        assertThat(changes())
                .singleElement()
                .satisfies(change -> assertThat(change.profile().name()).isEqualTo("Ada Byron"));
    }

    @Test
    void keepsTheSameNamesAtTwoTenantsApart() {
        var other = TestTenant.create();
        var both = "\"from\":\"" + ADA + "\",\"from_user_id\":\"GB.1\"";
        publish(says("wamid.1", "\"from\":\"" + ADA + "\""), says("wamid.2", "\"from_user_id\":\"GB.1\""));
        publish(messages(other, UUID.randomUUID(), text("wamid.1", "\"from\":\"" + ADA + "\"")));
        publish(messages(other, UUID.randomUUID(), text("wamid.2", "\"from_user_id\":\"GB.1\"")));
        awaitOutcomes(tenant, 2);
        awaitOutcomes(other, 2);

        publish(says("wamid.3", both));
        awaitOutcomes(tenant, 3);
        publish(messages(other, UUID.randomUUID(), text("wamid.4", "\"from_user_id\":\"GB.1\"")));
        awaitOutcomes(other, 3);

        assertThat(find(other, "wamid.4").path("conversationId"))
                .isEqualTo(find(other, "wamid.2").path("conversationId"))
                .isNotEqualTo(find(other, "wamid.1").path("conversationId"));
        assertThat(eventsOf(other, Topics.CUSTOMER_CHANGED)).isEmpty();
    }

    private Event says(String wamid, String sender) {
        return messages(tenant, UUID.randomUUID(), text(wamid, sender));
    }

    /** Messages are a second apart, in the order of their numbers. */
    private static String text(String wamid, String sender) {
        return text(wamid, sender, 1_767_614_400 + Integer.parseInt(wamid.replace("wamid.", "")));
    }

    private static String text(String wamid, String sender, long at) {
        return "{" + sender + ",\"id\":\"" + wamid + "\",\"timestamp\":\"" + at
                + "\",\"type\":\"text\",\"text\":{\"body\":\"Hi\"}}";
    }

    private Event named(String wamid, String name, long at) {
        return change(
                tenant,
                UUID.randomUUID(),
                "messages",
                "\"contacts\":[{\"profile\":{\"name\":\"" + name + "\"},\"wa_id\":\"" + ADA + "\"}],\"messages\":["
                        + text(wamid, "\"from\":\"" + ADA + "\"", at) + "]");
    }

    private Event update(String previous, String current) {
        return change(tenant, UUID.randomUUID(), "user_id_update", """
                "contacts":[{"profile":{"name":"Ada"}}],"user_id_update":[{"detail":"updated","timestamp":"1767614500",
                "user_id":{"previous":"%s","current":"%s"}}]""".formatted(previous, current));
    }

    private static Map<String, Object> textTo(String to) {
        return Map.of("to", to, "type", "text", "content", Map.of("text", "Hi"));
    }

    private List<CustomerChanged> changes() {
        return eventsOf(tenant, Topics.CUSTOMER_CHANGED).stream()
                .map(entry -> Records.read(entry, CustomerChanged.class))
                .toList();
    }

    private String conversationOf(String wamid) {
        return find(tenant, wamid).path("conversationId").stringValue();
    }

    private JsonNode find(TestTenant owner, String wamid) {
        return list(owner, "").stream()
                .filter(message -> message.path("whatsappId").asString("").equals(wamid))
                .findFirst()
                .orElseThrow();
    }
}
