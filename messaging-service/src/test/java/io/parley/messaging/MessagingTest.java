package io.parley.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.EventTypes;
import io.parley.contract.Role;
import io.parley.contract.TenantSettings;
import io.parley.contract.Topics;
import io.parley.contract.WebhookOutcome;
import io.parley.kit.crypto.Encryption;
import io.parley.kit.crypto.Secret;
import io.parley.kit.event.Event;
import io.parley.kit.event.EventPublisher;
import io.parley.kit.event.Records;
import io.parley.kit.id.Ids;
import io.parley.testkit.Api;
import io.parley.testkit.Lag;
import io.parley.testkit.Patience;
import io.parley.testkit.ServiceTest;
import io.parley.testkit.TestTenant;
import io.parley.testkit.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** What the ITs of this service have in common: one context, one fake Graph API, and words for what they do. */
@ServiceTest
@Import(KillableStore.Wrapping.class)
@SuppressWarnings("NullAway.Init")
abstract class MessagingTest {

    /** The business account of every number that no test gives another. */
    static final String ACCOUNT = "1";

    static final Duration SOON = Patience.SOON;

    /** Where the files of all tests lie, each tenant's in a directory of its own. */
    static final Path MEDIA = temporaryDirectory();

    @Autowired
    EventPublisher publisher;

    @Autowired
    Api api;

    @Autowired
    Topic.Reader topics;

    @Autowired
    Encryption encryption;

    @Autowired
    Ids ids;

    @DynamicPropertySource
    static void pointAtTheFakeGraph(DynamicPropertyRegistry properties) {
        properties.add(
                "parley.messaging.dispatch.graph-url", () -> FakeGraph.shared().url());
        properties.add("parley.messaging.receipts.first-pause", () -> "100ms");
        properties.add(
                "parley.messaging.media.graph.url", () -> FakeGraph.shared().url());
        properties.add("parley.messaging.media.store", () -> MEDIA.toUri().toString());
        properties.add("parley.messaging.media.retention", () -> "30d");
        properties.add("parley.messaging.media.sweep-every", () -> "300ms");
        properties.add("parley.messaging.media.fetch.lease", () -> "3s");
        properties.add("parley.messaging.media.fetch.attempts", () -> "4");
        properties.add("parley.messaging.media.fetch.first-pause", () -> "100ms");
        properties.add("parley.messaging.media.fetch.outage-pause", () -> "100ms");
        properties.add("parley.messaging.dispatch.outcome-timeout", () -> "6s");
        properties.add("parley.messaging.dispatch.hold-conversation", () -> "1s");
        properties.add("parley.messaging.dispatch.pair-interval", () -> "0s");
        properties.add("parley.messaging.erase.quiet", () -> "500ms");
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("parley-media");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects a number for a new tenant and waits until messages can be sent from it. */
    TestTenant connectedTenant() {
        var tenant = TestTenant.create();
        connect(tenant, "token-of-" + tenant.phoneNumberId(), 1);
        await().atMost(SOON).until(() -> refusal(tenant).contains("replyTo"));
        return tenant;
    }

    void connect(TestTenant tenant, String token, long version) {
        configure(tenant, version, false, number(tenant, tenant.phoneNumberId(), token));
    }

    /** Gives a tenant these numbers, the first being the default one. */
    void configure(TestTenant tenant, long version, boolean enforceWindow, TenantSettings.Number... numbers) {
        var settings = new TenantSettings(
                tenant.id(),
                version,
                List.of(numbers),
                new TenantSettings.Webhook(true, null),
                new TenantSettings.Inbox(enforceWindow));
        publisher.publish(List.of(
                Event.of(Topics.TENANT_SETTINGS, EventTypes.TENANT_SETTINGS, ids.next(), tenant.id(), tenant.id())
                        .carrying(settings)));
    }

    TenantSettings.Number number(TestTenant tenant, String phoneNumberId, String token) {
        return number(tenant, phoneNumberId, token, ACCOUNT);
    }

    /** A number of a business account of its own. */
    TenantSettings.Number number(TestTenant tenant, String phoneNumberId, String token, String businessAccountId) {
        return new TenantSettings.Number(
                phoneNumberId,
                businessAccountId,
                "+442079460123",
                encryption.encrypt(tenant.id(), new Secret(token)),
                null);
    }

    /** A request that fails either way: for the settings while they are missing, else for what it answers. */
    private String refusal(TestTenant tenant) {
        var request = Map.of(
                "to",
                "+447700900123",
                "type",
                "text",
                "content",
                Map.of("text", "probe"),
                "replyTo",
                UUID.randomUUID());
        return as(tenant).post("/api/messages", request).text();
    }

    Api as(TestTenant tenant) {
        return api.as(tenant, Role.AGENT);
    }

    UUID send(TestTenant tenant, String text) {
        return send(tenant, "+447700900123", text);
    }

    UUID send(TestTenant tenant, String to, String text) {
        return UUID.fromString(sendTo(tenant, to, text).path("id").stringValue());
    }

    /** Sends a text, and returns the message as it was answered. */
    JsonNode sendTo(TestTenant tenant, String to, String text) {
        return sendAs(tenant, to, "text", Map.of("text", text));
    }

    JsonNode sendAs(TestTenant tenant, String to, String type, Map<String, Object> content) {
        var answer = as(tenant).post("/api/messages", Map.of("to", to, "type", type, "content", content));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.data();
    }

    /** A tenant's messages, the newest first. */
    List<JsonNode> list(TestTenant tenant, String query) {
        return as(tenant)
                .get("/api/messages" + query)
                .data()
                .path("messages")
                .valueStream()
                .toList();
    }

    /** Waits until something was said of {@code count} raw events and all else has been told that followed from them. */
    List<WebhookOutcome> awaitOutcomes(TestTenant tenant, int count) {
        await().atMost(SOON).untilAsserted(() -> assertThat(outcomesOf(tenant)).hasSize(count));
        awaitReceived();
        return outcomesOf(tenant);
    }

    /** Waits until every webhook was applied and what followed from it was told. */
    static void awaitReceived() {
        Lag.awaitNone("messaging-service.receive", Topics.RAW_WEBHOOK);
    }

    static void awaitTemplates() {
        Lag.awaitNone("messaging-service.templates", Topics.TEMPLATE_CHANGED);
    }

    /** Lets a customer write, and returns the message's id. */
    UUID receive(TestTenant tenant) {
        publish(WebhookFixtures.messages(
                tenant, ids.next(), WebhookFixtures.text("447700900123", "wamid.in" + ids.next(), "Hi")));
        await().atMost(SOON).until(() -> !newest(tenant).isEmpty());
        return UUID.fromString(newest(tenant));
    }

    private String newest(TestTenant tenant) {
        return as(tenant)
                .get("/api/messages")
                .data()
                .path("messages")
                .path(0)
                .path("id")
                .asString("");
    }

    String statusOf(TestTenant tenant, UUID message) {
        return as(tenant).get("/api/messages/" + message).data().path("status").asString("");
    }

    /** Lets WhatsApp report that a message which it had taken has failed, and waits until it is known. */
    void letFail(TestTenant tenant, UUID message) {
        await().atMost(SOON).until(() -> statusOf(tenant, message).equals("SENT"));
        var wamid = as(tenant)
                .get("/api/messages/" + message)
                .data()
                .path("whatsappId")
                .stringValue();
        publish(WebhookFixtures.statuses(tenant, ids.next(), WebhookFixtures.status(wamid, "failed", 60)));
        await().atMost(SOON).until(() -> statusOf(tenant, message).equals("FAILED"));
    }

    void publish(Event... events) {
        publisher.publish(List.of(events));
    }

    List<ConsumerRecord<String, byte[]>> eventsOf(TestTenant tenant, String topic) {
        return topics.read(topic, tenant.id());
    }

    /** What was said of raw events so far, in order; a repeated event is said twice. */
    List<WebhookOutcome> outcomesOf(TestTenant tenant) {
        return eventsOf(tenant, Topics.WEBHOOK_OUTCOME).stream()
                .map(entry -> Records.read(entry, WebhookOutcome.class))
                .toList();
    }
}
