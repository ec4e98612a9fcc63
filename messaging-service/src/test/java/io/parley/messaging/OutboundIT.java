package io.parley.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.TenantSettings;
import io.parley.kit.json.Json;
import io.parley.kit.tenant.TenantContext;
import io.parley.testkit.Api;
import io.parley.testkit.TestTenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;

/** What a tenant sends reaches WhatsApp in Meta's own shape, once. */
@SuppressWarnings("NullAway.Init")
class OutboundIT extends MessagingTest {

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transaction;

    final FakeGraph graph = FakeGraph.shared();
    TestTenant tenant = TestTenant.create();

    @BeforeEach
    void connect() {
        tenant = connectedTenant();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            text|{"text":"Hi https://x.io","previewUrl":true}|{"body":"Hi https://x.io","preview_url":true}
            image|{"mediaUrl":"https://x.io/a.png","caption":"c"}|{"link":"https://x.io/a.png","caption":"c"}
            video|{"mediaUrl":"https://x.io/a.mp4"}|{"link":"https://x.io/a.mp4"}
            audio|{"mediaUrl":"https://x.io/a.ogg","voice":true}|{"link":"https://x.io/a.ogg","voice":true}
            document|{"mediaUrl":"https://x.io/a.pdf","filename":"bill.pdf"}|{"link":"https://x.io/a.pdf","filename":"bill.pdf"}
            sticker|{"mediaUrl":"https://x.io/a.webp"}|{"link":"https://x.io/a.webp"}
            location|{"latitude":51.5,"longitude":-0.12,"name":"HQ","address":"1 Road"}|{"latitude":51.5,"longitude":-0.12,"name":"HQ","address":"1 Road"}
            contacts|{"contacts":[{"name":{"formatted_name":"Bo Li","first_name":"Bo"},"phones":[{"phone":"+447700900456","type":"Mobile"}]}]}|[{"name":{"formatted_name":"Bo Li","first_name":"Bo"},"phones":[{"phone":"+447700900456","type":"Mobile"}]}]
            interactive|{"interactive":{"type":"button","body":{"text":"Sure?"},"action":{"buttons":[{"type":"reply","reply":{"id":"y","title":"Yes"}}]}}}|{"type":"button","body":{"text":"Sure?"},"action":{"buttons":[{"type":"reply","reply":{"id":"y","title":"Yes"}}]}}
            template|{"name":"order_ok","language":"en_GB","variables":{"1":"Ada"}}|{"name":"order_ok","language":{"code":"en_GB"},"components":[{"type":"body","parameters":[{"type":"text","text":"Ada"}]}]}
            """)
    void arrivesAsMetaWantsIt(String type, String content, String part) {
        var answer = as(tenant)
                .post(
                        "/api/messages",
                        "{\"to\":\"447700900123\",\"type\":\"" + type + "\",\"content\":" + content + "}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(sends(1).getFirst().body())
                .isEqualTo(body(type, part, answer.data().path("id").stringValue()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'button','header':{'type':'image','image':{'id':'111'}},'body':{'text':'b'},'footer':{'text':'f'},'action':{'buttons':[{'type':'reply','reply':{'id':'y','title':'Yes'}}]}}",
                "{'type':'list','header':{'type':'text','text':'h'},'body':{'text':'b'},'action':{'button':'Choose','sections':[{'title':'A','rows':[{'id':'7','title':'Express','description':'d'}]}]}}",
                "{'type':'cta_url','body':{'text':'See dates'},'action':{'name':'cta_url','parameters':{'display_text':'Open','url':'https://x.io'}}}",
                "{'type':'flow','body':{'text':'Book'},'action':{'name':'flow','parameters':{'flow_message_version':'3','flow_token':'ft-1','flow_id':'321','flow_cta':'Book','flow_action':'navigate','flow_action_payload':{'screen':'START','data':{'k':'v'}},'mode':'published'}}}",
                "{'type':'location_request_message','body':{'text':'Where?'},'action':{'name':'send_location'}}",
                "{'type':'contact_request','body':{'text':'Share number?'},'action':{'name':'request_contact_info'}}",
                "{'type':'call_permission_request','body':{'text':'May we call?'},'action':{'name':'call_permission_request'}}",
                "{'type':'product','action':{'catalog_id':'881','product_retailer_id':'sku1'}}",
                "{'type':'product_list','header':{'type':'text','text':'Range'},'body':{'text':'Pick'},'action':{'catalog_id':'881','sections':[{'title':'A','product_items':[{'product_retailer_id':'sku1'}]}]}}",
                "{'type':'catalog_message','body':{'text':'Shop'},'action':{'name':'catalog_message','parameters':{'thumbnail_product_retailer_id':'sku1'}}}",
                "{'type':'carousel','body':{'text':'Offers'},'action':{'cards':["
                        + "{'card_index':0,'type':'cta_url','header':{'type':'image','image':{'link':'https://x.io/1.png'}},'body':{'text':'1'},'action':{'name':'cta_url','parameters':{'display_text':'Go','url':'https://x.io/1'}}},"
                        + "{'card_index':1,'type':'cta_url','header':{'type':'image','image':{'link':'https://x.io/2.png'}},'body':{'text':'2'},'action':{'name':'cta_url','parameters':{'display_text':'Go','url':'https://x.io/2'}}}]}}"
            })
    void passesEveryKindOfInteractiveMessageOn(String kind) {
        var interactive = kind.replace('\'', '"');

        var answer = as(tenant)
                .post(
                        "/api/messages",
                        "{\"to\":\"447700900123\",\"type\":\"interactive\",\"content\":{\"interactive\":" + interactive
                                + "}}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(sends(1).getFirst().body())
                .isEqualTo(body(
                        "interactive", interactive, answer.data().path("id").stringValue()));
    }

    private static JsonNode body(String type, String part, String id) {
        return Json.events()
                .readTree(
                        "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"individual\",\"to\":\"+447700900123\","
                                + "\"type\":\"" + type + "\",\"" + type + "\":" + part
                                + ",\"biz_opaque_callback_data\":\"" + id
                                + "\"}");
    }

    @Test
    void reactsToACustomersMessageAndTakesTheReactionBack() {
        var message = receive(tenant);
        var wamid = message(tenant, message).path("whatsappId").stringValue();

        react("{\"messageId\":\"" + message + "\",\"emoji\":\"👍\"}");
        react("{\"messageId\":\"" + message + "\",\"emoji\":null}");

        var sends = sends(2);
        assertThat(sends.get(0).body().path("reaction").path("message_id").stringValue())
                .isEqualTo(wamid);
        assertThat(sends.get(0).body().path("reaction").path("emoji").stringValue())
                .isEqualTo("👍");
        assertThat(sends.get(1).body().path("reaction").path("emoji").stringValue())
                .isEmpty();
    }

    @Test
    void refusesAReactionToAMessageThatIsNotThere() {
        var answer = as(tenant)
                .post(
                        "/api/messages",
                        "{\"to\":\"447700900123\",\"type\":\"reaction\",\"content\":{\"messageId\":\""
                                + UUID.randomUUID() + "\",\"emoji\":\"👍\"}}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("content.messageId");
    }

    @Test
    void refusesAReplyOrAReactionToAMessageOfAnotherConversation() {
        var message = receive(tenant);

        var reply = as(tenant)
                .post(
                        "/api/messages",
                        Map.of(
                                "to",
                                "+447700900999",
                                "type",
                                "text",
                                "content",
                                Map.of("text", "x"),
                                "replyTo",
                                message));
        var reaction = as(tenant)
                .post(
                        "/api/messages",
                        Map.of(
                                "to",
                                "+447700900999",
                                "type",
                                "reaction",
                                "content",
                                Map.of("messageId", message, "emoji", "👍")));

        assertThat(fieldOf(reply)).isEqualTo("replyTo");
        assertThat(fieldOf(reaction)).isEqualTo("content.messageId");
    }

    @Test
    void answersFromTheNumberThatTheAnsweredMessageCameTo() {
        var second = "7" + tenant.phoneNumberId();
        configure(tenant, 2, false, number(tenant, tenant.phoneNumberId(), "token"), number(tenant, second, "token"));
        var onSecond = receive(new TestTenant(tenant.id(), tenant.user(), second));
        await().atMost(SOON)
                .until(() -> as(tenant)
                                .post(
                                        "/api/messages",
                                        Map.of(
                                                "to",
                                                "+447700900123",
                                                "type",
                                                "text",
                                                "content",
                                                Map.of("text", "moved"),
                                                "from",
                                                second))
                                .status()
                        == 201);
        as(tenant)
                .post(
                        "/api/messages",
                        Map.of(
                                "to",
                                "+447700900123",
                                "type",
                                "text",
                                "content",
                                Map.of("text", "on the first"),
                                "from",
                                tenant.phoneNumberId()));
        var request =
                Map.of("to", "+447700900123", "type", "text", "content", Map.of("text", "answer"), "replyTo", onSecond);

        var answer = as(tenant).post("/api/messages", request);

        assertThat(answer.data().path("phoneNumberId").asString(answer.text())).isEqualTo(second);
        var fromTheOther = new java.util.HashMap<String, Object>(request);
        fromTheOther.put("from", tenant.phoneNumberId());
        assertThat(fieldOf(as(tenant).post("/api/messages", fromTheOther))).isEqualTo("replyTo");
    }

    @Test
    void refusesAReactionThatIsAReplyToo() {
        var message = receive(tenant);

        var answer = as(tenant)
                .post(
                        "/api/messages",
                        Map.of(
                                "to",
                                "447700900123",
                                "type",
                                "reaction",
                                "content",
                                Map.of("messageId", message, "emoji", "👍"),
                                "replyTo",
                                message));

        assertThat(fieldOf(answer)).isEqualTo("replyTo");
    }

    @Test
    void saysThatTheNumberAskedForHasNoToken() {
        var second = "7" + tenant.phoneNumberId();
        configure(
                tenant,
                2,
                false,
                number(tenant, tenant.phoneNumberId(), "token"),
                new TenantSettings.Number(second, ACCOUNT, null, null, null));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(as(tenant)
                                .post(
                                        "/api/messages",
                                        Map.of(
                                                "to",
                                                "447700900123",
                                                "type",
                                                "text",
                                                "content",
                                                Map.of("text", "x"),
                                                "from",
                                                second))
                                .text())
                        .contains("WHATSAPP_NOT_CONFIGURED"));
    }

    @Test
    void writesToACustomerWhoIsKnownByUserIdOnly() {
        as(tenant)
                .post(
                        "/api/messages",
                        Map.of("to", "GB.5550001112223334", "type", "text", "content", Map.of("text", "Hi")));

        var body = sends(1).getFirst().body();
        assertThat(body.path("recipient").stringValue()).isEqualTo("GB.5550001112223334");
        assertThat(body.has("to")).isFalse();
    }

    @Test
    void answersTheSameUnderTheSameKeyAndSendsOnce() {
        var caller = as(tenant).with("Idempotency-Key", "order-17");
        var request = Map.of("to", "+447700900123", "type", "text", "content", Map.of("text", "a\u0000b"));

        var first = caller.post("/api/messages", request);
        var second = caller.post("/api/messages", request);

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.data()).isEqualTo(first.data());
        assertThat(caller.get("/api/messages")
                        .data()
                        .path("pagination")
                        .path("total")
                        .asLong())
                .isEqualTo(1);
    }

    @Test
    void refusesAKeyThatBelongsToAnotherRequest() {
        var caller = as(tenant).with("Idempotency-Key", "order-18");
        caller.post("/api/messages", Map.of("to", "+447700900123", "type", "text", "content", Map.of("text", "one")));

        var other = caller.post(
                "/api/messages", Map.of("to", "+447700900123", "type", "text", "content", Map.of("text", "two")));

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text()).contains("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void doesNotSpendAKeyOnARefusedRequest() {
        var caller = as(tenant).with("Idempotency-Key", "order-19");

        var refused = caller.post("/api/messages", Map.of("to", "x", "type", "text", "content", Map.of("text", "one")));
        var accepted = caller.post(
                "/api/messages", Map.of("to", "+447700900123", "type", "text", "content", Map.of("text", "one")));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(accepted.status()).isEqualTo(201);
    }

    @Test
    void keepsTheKeysOfTenantsApart() {
        var other = connectedTenant();
        var request = Map.of("to", "+447700900123", "type", "text", "content", Map.of("text", "one"));

        var mine = as(tenant).with("Idempotency-Key", "order-20").post("/api/messages", request);
        var theirs = as(other).with("Idempotency-Key", "order-20").post("/api/messages", request);

        assertThat(theirs.status()).isEqualTo(201);
        assertThat(theirs.data().path("id")).isNotEqualTo(mine.data().path("id"));
    }

    @Test
    void letsTheSecondOfTwoAtOnceWaitForTheAnswerOfTheFirst() throws InterruptedException, ExecutionException {
        var request = Map.of("to", "+447700900123", "type", "text", "content", Map.of("text", "at once"));
        Callable<String> post = () -> as(tenant)
                .with("Idempotency-Key", "order-21")
                .post("/api/messages", request)
                .data()
                .path("id")
                .asString("none");
        var answers = new ArrayList<Future<String>>();

        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var i = 0; i < 8; i++) {
                answers.add(threads.submit(post));
            }
        }

        for (var answer : answers) {
            assertThat(answer.get()).isEqualTo(answers.getFirst().get()).isNotEqualTo("none");
        }
    }

    @Test
    void sendsAFailedMessageAgainOnce() {
        var failed = send(tenant, FakeGraph.REFUSE);
        await().atMost(SOON)
                .until(() ->
                        message(tenant, failed).path("status").stringValue().equals("FAILED"));

        var again = as(tenant).post("/api/messages/" + failed + "/resend", Map.of());
        var onceMore = as(tenant).post("/api/messages/" + failed + "/resend", Map.of());

        assertThat(again.status()).as(again.text()).isEqualTo(201);
        assertThat(again.data().path("resendOf").stringValue()).isEqualTo(failed.toString());
        assertThat(again.data().path("content"))
                .isEqualTo(message(tenant, failed).path("content"));
        assertThat(onceMore.status()).isEqualTo(409);
        assertThat(onceMore.text())
                .contains("MESSAGE_ALREADY_RESENT", again.data().path("id").stringValue());
    }

    @Test
    void sendsAgainWhatMayHaveArrivedAndHasSaidSo() {
        var unanswered = send(tenant, FakeGraph.HANG_UP_AFTER);
        await().atMost(SOON)
                .until(() -> message(tenant, unanswered)
                        .path("error")
                        .path("code")
                        .asString("")
                        .equals("SEND_OUTCOME_UNKNOWN"));
        assertThat(message(tenant, unanswered).path("error").path("details").stringValue())
                .contains("resending may deliver it twice");

        var again = as(tenant).post("/api/messages/" + unanswered + "/resend", Map.of());

        assertThat(again.status()).as(again.text()).isEqualTo(201);
        assertThat(again.data().path("resendOf").stringValue()).isEqualTo(unanswered.toString());
        await().atMost(SOON).until(() -> graph.accepted(tenant.phoneNumberId()).size() == 2);
    }

    @Test
    void forgetsAKeyAfterADay() {
        var caller = as(tenant).with("Idempotency-Key", "order-22");
        var first = caller.post(
                "/api/messages", Map.of("to", "+447700900123", "type", "text", "content", Map.of("text", "one")));
        age("23 hours");
        var second = caller.post(
                "/api/messages", Map.of("to", "+447700900123", "type", "text", "content", Map.of("text", "one")));
        age("2 hours");
        var other = caller.post(
                "/api/messages", Map.of("to", "+447700900123", "type", "text", "content", Map.of("text", "two")));

        assertThat(second.data().path("id")).isEqualTo(first.data().path("id"));
        assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(other.status()).as(other.text()).isEqualTo(201);
        assertThat(other.data().path("id")).isNotEqualTo(first.data().path("id"));
    }

    private void age(String time) {
        TenantContext.run(
                tenant.id(),
                () -> transaction.executeWithoutResult(status -> jdbc.sql(
                                "update idempotency_key set created_at = created_at - ?::interval where tenant_id = ?")
                        .param(time)
                        .param(tenant.id().value())
                        .update()));
    }

    @Test
    void sendsAgainOnlyWhatHasFailed() {
        var received = receive(tenant);

        assertThat(as(tenant)
                        .post("/api/messages/" + received + "/resend", Map.of())
                        .text())
                .contains("MESSAGE_NOT_FAILED");
        assertThat(as(tenant)
                        .post("/api/messages/" + UUID.randomUUID() + "/resend", Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(as(connectedTenant())
                        .post("/api/messages/" + received + "/resend", Map.of())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void wantsATemplateOutsideTheWindowWhereTheTenantSaysSo() {
        configure(tenant, 2, true, number(tenant, tenant.phoneNumberId(), "token"));
        await().atMost(SOON).until(() -> text("+447700900123").text().contains("CUSTOMER_SERVICE_WINDOW_CLOSED"));

        var template = as(tenant)
                .post(
                        "/api/messages",
                        "{\"to\":\"447700900123\",\"type\":\"template\",\"content\":{\"name\":\"a\",\"language\":\"en\"}}");
        assertThat(template.status()).as(template.text()).isEqualTo(201);

        publish(WebhookFixtures.messages(
                tenant,
                UUID.randomUUID(),
                "{\"from\":\"447700900123\",\"id\":\"wamid.now\",\"type\":\"text\",\"text\":{\"body\":\"Hi\"},\"timestamp\":\""
                        + Instant.now().getEpochSecond() + "\"}"));
        await().atMost(SOON).until(() -> text("+447700900123").status() == 201);
        assertThat(text("+447700900999").status()).isEqualTo(400);
    }

    @Test
    void answersFromTheNumberOnWhichTheCustomerWrote() {
        var second = "7" + tenant.phoneNumberId();
        configure(tenant, 2, false, number(tenant, tenant.phoneNumberId(), "token"), number(tenant, second, "token"));
        var onSecond = new TestTenant(tenant.id(), tenant.user(), second);
        receive(onSecond);

        await().atMost(SOON)
                .until(() -> text("+447700900123")
                        .data()
                        .path("phoneNumberId")
                        .asString("")
                        .equals(second));
        assertThat(text("+447700900999").data().path("phoneNumberId").stringValue())
                .isEqualTo(tenant.phoneNumberId());
    }

    private Api.Answer text(String to) {
        return as(tenant).post("/api/messages", Map.of("to", to, "type", "text", "content", Map.of("text", "Hi")));
    }

    private static String fieldOf(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        return answer.json().path("errors").path(0).path("field").asString("");
    }

    private JsonNode message(TestTenant owner, UUID id) {
        return as(owner).get("/api/messages/" + id).data();
    }

    private void react(String content) {
        var answer = as(tenant)
                .post("/api/messages", "{\"to\":\"447700900123\",\"type\":\"reaction\",\"content\":" + content + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    private List<FakeGraph.Send> sends(int count) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(graph.accepted(tenant.phoneNumberId())).hasSize(count));
        return graph.accepted(tenant.phoneNumberId());
    }
}
