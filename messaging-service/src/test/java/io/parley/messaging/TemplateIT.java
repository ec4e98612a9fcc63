package io.parley.messaging;

import static io.parley.messaging.TemplateFixtures.GREETING;
import static io.parley.messaging.TemplateFixtures.being;
import static io.parley.messaging.TemplateFixtures.deleted;
import static io.parley.messaging.TemplateFixtures.event;
import static io.parley.messaging.TemplateFixtures.ofAccount;
import static io.parley.messaging.TemplateFixtures.template;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.Topics;
import io.parley.kit.event.Event;
import io.parley.kit.json.Json;
import io.parley.testkit.Api;
import io.parley.testkit.TestTenant;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A template is judged before it is accepted, by the tenant's own templates. */
class TemplateIT extends MessagingTest {

    static final String FILLED = "\"variables\":{\"1\":\"Ada\",\"2\":\"X1\"}";

    final FakeGraph graph = FakeGraph.shared();
    TestTenant tenant = TestTenant.create();

    @BeforeEach
    void connect() {
        tenant = connectedTenant();
    }

    @Test
    void leavesItToWhatsAppWhileNoTemplateOfTheTenantIsKnown() {
        var answer = sendTemplate("never_seen", "en", FILLED);

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        await().atMost(SOON).until(() -> graph.accepted(tenant.phoneNumberId()).size() == 1);
    }

    @Test
    void refusesAnUnknownTemplateOnceOneIsKnown() {
        publish(event(template(tenant, "greeting", "en_GB", GREETING)));
        await().atMost(SOON)
                .until(() -> sendTemplate("never_seen", "en", FILLED).status() == 400);

        var answer = sendTemplate("never_seen", "en", FILLED);

        assertThat(answer.json().path("code").stringValue()).isEqualTo("TEMPLATE_UNKNOWN");
        assertThat(fieldOf(answer)).isEqualTo("content.name");
    }

    @Test
    void listsTheLanguagesThatATemplateHas() {
        publish(
                event(template(tenant, "greeting", "en_GB", GREETING)),
                event(template(tenant, "greeting", "de", GREETING)));
        await().atMost(SOON).untilAsserted(() -> {
            var answer = sendTemplate("greeting", "en", FILLED);
            assertThat(fieldOf(answer)).isEqualTo("content.language");
            assertThat(answer.text()).contains("[de, en_GB]");
        });
    }

    @Test
    void refusesATemplateThatIsNotApprovedAndSaysWhy() {
        publish(event(being(template(tenant, "greeting", "en", GREETING), "UTILITY", "REJECTED", "INVALID_FORMAT", 1)));
        await().atMost(SOON).untilAsserted(() -> {
            var answer = sendTemplate("greeting", "en", FILLED);
            assertThat(answer.json().path("code").stringValue()).isEqualTo("TEMPLATE_NOT_APPROVED");
            assertThat(fieldOf(answer)).isEqualTo("content.name");
            assertThat(answer.text()).contains("REJECTED", "INVALID_FORMAT");
        });
    }

    @Test
    void namesTheVariableThatIsWronglyFilled() {
        know("greeting", GREETING);

        assertThat(fieldOf(sendTemplate("greeting", "en", "\"variables\":{\"1\":\"Ada\"}")))
                .isEqualTo("content.variables.2");
        assertThat(fieldOf(sendTemplate("greeting", "en", "\"variables\":{\"1\":\"a\",\"2\":\"b\",\"3\":\"c\"}")))
                .isEqualTo("content.variables.3");
        assertThat(fieldOf(sendTemplate("greeting", "en", "\"components\":[]"))).isEqualTo("content.components");
    }

    @Test
    void sendsWhatFillsHeaderBodyAndButtonsAsMetaWantsIt() {
        know("order", """
                [{"type":"HEADER","format":"DOCUMENT"},
                 {"type":"BODY","text":"Hi {{first_name}}, order {{order_no}} is on its way."},
                 {"type":"FOOTER","text":"Ada Ltd"},
                 {"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Stop"},
                   {"type":"URL","text":"Track","url":"https://x.io/t/{{1}}"},
                   {"type":"PHONE_NUMBER","text":"Call","phone_number":"+442079460123"}]}]""");

        var answer = sendTemplate("order", "en", """
                "variables":{"header":{"document":{"link":"https://x.io/a.pdf","filename":"a.pdf"}},
                "body":{"order_no":"A-1","first_name":"Ada"},"buttons":{"0":"STOP","1":"A-1"}}""");

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        await().atMost(SOON).until(() -> graph.accepted(tenant.phoneNumberId()).size() == 1);
        assertThat(graph.accepted(tenant.phoneNumberId()).getFirst().body().path("template"))
                .isEqualTo(Json.events().readTree("""
                        {"name":"order","language":{"code":"en"},"components":[
                        {"type":"header","parameters":[{"type":"document","document":{"link":"https://x.io/a.pdf","filename":"a.pdf"}}]},
                        {"type":"body","parameters":[{"type":"text","parameter_name":"first_name","text":"Ada"},
                          {"type":"text","parameter_name":"order_no","text":"A-1"}]},
                        {"type":"button","sub_type":"quick_reply","index":"0","parameters":[{"type":"payload","payload":"STOP"}]},
                        {"type":"button","sub_type":"url","index":"1","parameters":[{"type":"text","text":"A-1"}]}]}"""));
    }

    @Test
    void judgesByTheBusinessAccountOfTheNumberItIsSentFrom() {
        var other = "7" + tenant.phoneNumberId();
        configure(
                tenant,
                2,
                false,
                number(tenant, tenant.phoneNumberId(), "token"),
                number(tenant, other, "token", "another account"));
        know("greeting", GREETING);
        publish(event(ofAccount(template(tenant, "elsewhere", "en", GREETING), "another account")));
        var fromOther = ",\"from\":\"" + other + "\"";

        await().atMost(SOON)
                .until(() -> fieldOf(send("greeting", "en", FILLED, fromOther)).equals("content.name"));

        assertThat(send("elsewhere", "en", FILLED, fromOther).status()).isEqualTo(201);
        assertThat(fieldOf(send("elsewhere", "en", FILLED, ",\"from\":\"" + tenant.phoneNumberId() + "\"")))
                .isEqualTo("content.name");
    }

    @Test
    void doesNotJudgeByAnotherTenantsTemplates() {
        var stranger = connectedTenant();
        know("greeting", GREETING);

        assertThat(as(stranger)
                        .post("/api/messages", request("greeting", "en", "\"variables\":{}", ""))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void knowsTheLatestStateWhateverOrderItCameIn() {
        var approved = template(tenant, "greeting", "en", GREETING);
        var paused = being(approved, "UTILITY", "PAUSED", null, 2);
        publish(event(paused), event(approved), event(paused), event(approved));
        awaitTemplates();

        assertThat(sendTemplate("greeting", "en", FILLED).text()).contains("PAUSED");

        var again = being(approved, "UTILITY", "APPROVED", null, 3);
        publish(event(again), event(again));
        await().atMost(SOON).until(() -> sendTemplate("greeting", "en", FILLED).status() == 201);
    }

    @Test
    void forgetsADeletedTemplateForGood() {
        var greeting = template(tenant, "greeting", "en", GREETING);
        publish(event(greeting), event(deleted(greeting, 1)), event(greeting));
        know("last", GREETING);
        awaitTemplates();

        assertThat(fieldOf(sendTemplate("greeting", "en", FILLED))).isEqualTo("content.name");
    }

    @Test
    void goesOnAfterRecordsThatCannotBeRead() {
        var greeting = template(tenant, "greeting", "en", GREETING);
        var broken = event(greeting);
        var foreign = event(template(TestTenant.create(), "greeting", "en", GREETING));
        publish(
                new Event(
                        broken.topic(),
                        broken.key(),
                        broken.tenant(),
                        broken.headers(),
                        "{\"id\":".getBytes(StandardCharsets.UTF_8)),
                new Event(foreign.topic(), broken.key(), tenant.id(), broken.headers(), foreign.payload()));
        publish(event(greeting));

        await().atMost(SOON).until(() -> sendTemplate("nothing", "en", FILLED).status() == 400);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(eventsOf(tenant, Topics.deadLettersOf(Topics.TEMPLATE_CHANGED)))
                        .hasSize(2));
    }

    @Test
    void judgesAFailedMessageAgainBeforeItIsResent() {
        var sent = sendTemplate("unknown_to_meta", "en", "\"variables\":{}").data();
        var failed = UUID.fromString(sent.path("id").stringValue());
        letFail(tenant, failed);
        know("last", GREETING);

        var answer = as(tenant).post("/api/messages/" + failed + "/resend", "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(fieldOf(answer)).isEqualTo("content.name");
    }

    private void know(String name, String components) {
        publish(event(template(tenant, name, "en", components)));
        await().atMost(SOON)
                .until(() ->
                        fieldOf(sendTemplate(name, "xx", "\"variables\":{}")).equals("content.language"));
    }

    private Api.Answer sendTemplate(String name, String language, String filling) {
        return send(name, language, filling, "");
    }

    private Api.Answer send(String name, String language, String filling, String more) {
        return as(tenant).post("/api/messages", request(name, language, filling, more));
    }

    private static String request(String name, String language, String filling, String more) {
        return "{\"to\":\"447700900123\",\"type\":\"template\",\"content\":{\"name\":\"" + name + "\",\"language\":\""
                + language + "\"," + filling + "}" + more + "}";
    }

    private static String fieldOf(Api.Answer answer) {
        return answer.json().path("errors").path(0).path("field").asString("");
    }
}
