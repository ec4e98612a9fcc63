package io.parley.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.Disposition;
import io.parley.contract.EventHeaders;
import io.parley.contract.EventTypes;
import io.parley.contract.Role;
import io.parley.contract.TemplateChanged;
import io.parley.contract.TenantSettings;
import io.parley.contract.Topics;
import io.parley.contract.WebhookOutcome;
import io.parley.kit.crypto.Encryption;
import io.parley.kit.crypto.Secret;
import io.parley.kit.event.Event;
import io.parley.kit.event.EventPublisher;
import io.parley.kit.event.Records;
import io.parley.testkit.Api;
import io.parley.testkit.Patience;
import io.parley.testkit.ServiceTest;
import io.parley.testkit.TestTenant;
import io.parley.testkit.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** What the ITs of this service have in common: one context, one fake Graph API, and words for what they do. */
@ServiceTest
@SuppressWarnings("NullAway.Init")
abstract class TemplateTest {

    static final Duration SOON = Patience.SOON;

    static final String WELCOME = """
            {
              "name": "welcome_message",
              "category": "MARKETING",
              "language": "en",
              "components": [
                { "type": "HEADER", "format": "TEXT", "text": "Welcome!" },
                { "type": "BODY", "text": "Hello {{1}}, welcome to our service!" }
              ]
            }""";

    @Autowired
    EventPublisher publisher;

    @Autowired
    Api api;

    @Autowired
    Topic.Reader topics;

    @Autowired
    Encryption encryption;

    @DynamicPropertySource
    static void pointAtTheFakeGraph(DynamicPropertyRegistry properties) {
        properties.add("parley.template.graph.url", () -> FakeGraph.shared().url());
        properties.add("parley.template.sync.poll", () -> "100ms");
        properties.add("parley.template.sync.settle", () -> "5s");
    }

    /** A tenant whose account has been read once, and was empty unless a test has filled it before. */
    TestTenant connectedTenant() {
        var tenant = TestTenant.create();
        connect(tenant);
        return tenant;
    }

    void connect(TestTenant tenant) {
        var number = new TenantSettings.Number(
                tenant.phoneNumberId(),
                account(tenant),
                "+442079460123",
                encryption.encrypt(tenant.id(), new Secret("token-of-" + tenant.phoneNumberId())),
                null);
        var settings = new TenantSettings(
                tenant.id(),
                1,
                List.of(number),
                new TenantSettings.Webhook(true, null),
                new TenantSettings.Inbox(false));
        publish(Event.of(
                        Topics.TENANT_SETTINGS, EventTypes.TENANT_SETTINGS, UUID.randomUUID(), tenant.id(), tenant.id())
                .carrying(settings));
        await().atMost(SOON).until(() -> graph(tenant).count("GET") > 0);
        await().atMost(SOON)
                .until(() -> as(tenant).post("/api/templates/sync", "").status() == 200);
    }

    static String account(TestTenant tenant) {
        return "7" + tenant.phoneNumberId();
    }

    static FakeGraph.Account graph(TestTenant tenant) {
        return FakeGraph.shared().account(account(tenant));
    }

    Api as(TestTenant tenant) {
        return api.as(tenant, Role.ADMIN);
    }

    JsonNode submit(TestTenant tenant, String template) {
        var answer = as(tenant).post("/api/templates", template);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.data();
    }

    JsonNode get(TestTenant tenant, String id) {
        return as(tenant).get("/api/templates/" + id).data();
    }

    String statusOf(TestTenant tenant, String id) {
        return get(tenant, id).path("status").asString("");
    }

    List<String> names(TestTenant tenant, String query) {
        return as(tenant)
                .get("/api/templates" + query)
                .data()
                .path("templates")
                .valueStream()
                .map(one -> one.path("name").asString(""))
                .toList();
    }

    List<String> history(TestTenant tenant, String id) {
        return as(tenant)
                .get("/api/templates/" + id + "/history")
                .data()
                .path("entries")
                .valueStream()
                .map(one -> one.path("what").asString(""))
                .toList();
    }

    /** What was told of a tenant's templates so far. */
    List<TemplateChanged> told(TestTenant tenant) {
        return topics.read(Topics.TEMPLATE_CHANGED, tenant.id()).stream()
                .map(entry -> Records.read(entry, TemplateChanged.class))
                .toList();
    }

    List<String> toldStatuses(TestTenant tenant) {
        return told(tenant).stream()
                .map(one -> one.deleted() ? "deleted" : one.status())
                .toList();
    }

    List<WebhookOutcome> outcomes(TestTenant tenant) {
        return topics.read(Topics.WEBHOOK_OUTCOME, tenant.id()).stream()
                .map(entry -> Records.read(entry, WebhookOutcome.class))
                .toList();
    }

    /** What webhook-ingest makes of a webhook about a template. */
    static Event webhook(TestTenant tenant, UUID rawEvent, String field, long time, Map<String, ?> value) {
        var body = Map.of(
                "object",
                "whatsapp_business_account",
                "entry",
                List.of(Map.of(
                        "id",
                        account(tenant),
                        "time",
                        time,
                        "changes",
                        List.of(Map.of("field", field, "value", value)))));
        return Event.of(Topics.RAW_WEBHOOK, EventTypes.RAW_WEBHOOK, rawEvent, tenant.id(), account(tenant))
                .with(EventHeaders.DISPOSITION, Disposition.ROUTED.name())
                .with(EventHeaders.FIELD, field)
                .carrying(body);
    }

    static Event status(TestTenant tenant, JsonNode template, String event, long time) {
        return webhook(
                tenant,
                UUID.randomUUID(),
                "message_template_status_update",
                time,
                Map.of(
                        "event",
                        event,
                        "message_template_id",
                        Long.parseLong(template.path("whatsappId").asString()),
                        "message_template_name",
                        template.path("name").asString(),
                        "message_template_language",
                        template.path("language").asString(),
                        "reason",
                        event.equals("REJECTED") ? "INVALID_FORMAT" : "NONE"));
    }

    static Event garbage(TestTenant tenant) {
        var event = Event.of(
                        Topics.RAW_WEBHOOK, EventTypes.RAW_WEBHOOK, UUID.randomUUID(), tenant.id(), account(tenant))
                .with(EventHeaders.DISPOSITION, Disposition.ROUTED.name())
                .with(EventHeaders.FIELD, "message_template_status_update");
        return new Event(
                event.topic(), event.key(), event.tenant(), event.headers(), "{".getBytes(StandardCharsets.UTF_8));
    }

    void publish(Event... events) {
        publisher.publish(List.of(events));
    }
}
