package io.parley.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlIT {

    private static final String NUMBER = "500600700800901";

    @RegisterExtension
    static final RunningSandbox RUNNING = new RunningSandbox();

    private final Caller caller = RUNNING.caller();
    private final Receiver receiver = RUNNING.receiver();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST | /sandbox/inbound | {'txt':'x'} | txt",
                "POST | /sandbox/inbound | {'phoneNumberId':'500001','text':5} | text",
                "POST | /sandbox/inbound | {'phoneNumberId':'...'} | phoneNumberId",
                "POST | /sandbox/inbound | {'phoneNumberId':'500001','from':'Ada'} | from",
                "POST | /sandbox/inbound | {'phoneNumberId':'500001','from':null} | userId",
                "POST | /sandbox/inbound | {'phoneNumberId':'500001','count':0} | count",
                "POST | /sandbox/inbound | {'phoneNumberId':'500001','count':'1'} | count",
                "POST | /sandbox/inbound | {'phoneNumberId':'500001','timestamp':'soon'} | timestamp",
                "POST | /sandbox/inbound | {'phoneNumberId':'500001','type':'image'} | message",
                "POST | /sandbox/inbound | {'phoneNumberId':'500001','type':'image','text':'x','message':{}} | text",
                "POST | /sandbox/inbound | {'phoneNumberId':'500001','message':[]} | message",
                "POST | /sandbox/inbound | [] | body",
                "POST | /sandbox/inbound | {'text':'x' | body",
                "POST | /sandbox/echo | {'phoneNumberId':'500001','to':'Ada'} | to",
                "POST | /sandbox/status | {'status':'read'} | wamid",
                "POST | /sandbox/status | {'wamid':'7','status':'read'} | wamid",
                "POST | /sandbox/status | {'wamid':'wamid.x','status':'seen'} | status",
                "POST | /sandbox/status | {'wamid':'wamid.x','status':'read','errorCode':1} | errorCode",
                "POST | /sandbox/status | {'wamid':'wamid.x','status':'failed','errorCode':'1'} | errorCode",
                "PUT | /sandbox/numbers/abc | {} | id",
                "PUT | /sandbox/numbers/500001 | {'displayPhoneNumber':'...'} | displayPhoneNumber",
                "PUT | /sandbox/numbers/500001 | {'businessAccountId':'...'} | businessAccountId",
                "PUT | /sandbox/numbers/500001 | {'appSecret':' '} | appSecret",
                "PUT | /sandbox/numbers/500001 | {'token':'x'} | token",
                "PUT | /sandbox/faults | {'rules':[{'kind':'HANG'}]} | rules[0].seconds",
                "PUT | /sandbox/faults | {'rules':[{'kind':'EXPLODE'}]} | rules[0].kind",
                "PUT | /sandbox/faults | {'rules':[{'kind':'GARBAGE','next':'1'}]} | rules[0].next",
                "PUT | /sandbox/faults | {'statuses':{'drop':2}} | statuses.drop",
                "PUT | /sandbox/config | {'window':{'mode':'SHUT'}} | window.mode",
                "PUT | /sandbox/config | {'statuses':{'sent':{'minMs':5000}}} | statuses.sent.maxMs",
                "PUT | /sandbox/config | {'statuses':{'sent':null}} | statuses.sent",
                "PUT | /sandbox/config | {'webhooks':{'url':'nowhere'}} | webhooks.url",
                "PUT | /sandbox/config | {'throughput':{'messagesPerSecond':1.5}} | throughput.messagesPerSecond",
                "PUT | /sandbox/config | {'speed':1} | speed",
                "GET | /sandbox/sends?since=yesterday | {} | since",
                "GET | /sandbox/sends?limit=0 | {} | limit",
            })
    void namesTheFieldItRefuses(String method, String path, String body, String field) throws IOException {
        var before = caller.get("/sandbox/config").text()
                + caller.get("/sandbox/faults").json().get("rules");

        var refusal = caller.call(method, path, "GET".equals(method) ? null : body, null);

        assertThat(refusal.status()).as(refusal.text()).isEqualTo(400);
        assertThat(refusal.json().at("/errors/0/field").stringValue()).isEqualTo(field);
        assertThat(refusal.json().get("code").stringValue()).isEqualTo("VALIDATION_FAILED");
        assertThat(refusal.json().get("message").stringValue()).startsWith(field + ": ");
        assertThat(caller.get("/sandbox/config").text()
                        + caller.get("/sandbox/faults").json().get("rules"))
                .isEqualTo(before);
    }

    @Test
    void writesAsACustomer() throws IOException {
        var before = receiver.webhooks().size();
        var written = caller.post("/sandbox/inbound", """
                {'phoneNumberId':'%s','from':'+44 7700 900456','name':'Zoë','username':'@zoe','text':'café 👍 https://x.io',
                 'context':{'id':'wamid.orig'},'timestamp':'1767225600'}""".formatted(NUMBER)).json();

        assertThat(written.get("webhookStatus").intValue()).isEqualTo(200);
        assertThat(written.get("wamids").size()).isEqualTo(1);
        var webhook = receiver.webhooks().get(before);
        assertThat(webhook.signedWith(Receiver.SECRET)).isTrue();
        assertThat(webhook.text()).contains("caf\\u00e9 \\ud83d\\udc4d https:\\/\\/x.io", "Zo\\u00eb");
        var message = webhook.value().at("/messages/0");
        assertThat(message.get("id").stringValue())
                .isEqualTo(written.at("/wamids/0").stringValue());
        assertThat(message.get("from").stringValue()).isEqualTo("447700900456");
        assertThat(message.get("timestamp").stringValue()).isEqualTo("1767225600");
        assertThat(message.at("/context/id").stringValue()).isEqualTo("wamid.orig");
        assertThat(webhook.value().at("/contacts/0/profile/username").stringValue())
                .isEqualTo("@zoe");
        assertThat(webhook.value().at("/contacts/0/user_id")).isEqualTo(message.get("from_user_id"));
    }

    @Test
    void writesAsTheBusinessOnItsOwnPhone() throws IOException {
        var before = receiver.webhooks().size();

        var written = caller.post("/sandbox/echo", """
                {'phoneNumberId':'%s','to':'+44 7700 900456','text':'We open at nine'}""".formatted(NUMBER)).json();

        assertThat(written.get("webhookStatus").intValue()).isEqualTo(200);
        var webhook = receiver.webhooks().get(before);
        assertThat(webhook.signedWith(Receiver.SECRET)).isTrue();
        assertThat(webhook.text()).contains("\"field\":\"smb_message_echoes\"");
        var echo = webhook.value().at("/message_echoes/0");
        assertThat(echo.get("id")).isEqualTo(written.at("/wamids/0"));
        assertThat(echo.get("from")).isEqualTo(webhook.value().at("/metadata/display_phone_number"));
        assertThat(echo.get("to").stringValue()).isEqualTo("447700900456");
        assertThat(echo.has("to_user_id")).isTrue();
        assertThat(echo.at("/text/body").stringValue()).isEqualTo("We open at nine");
    }

    @Test
    void writesToTheLatestNumberFromADefaultCustomer() throws IOException {
        caller.get("/v25.0/500600700800907");

        var written = caller.post("/sandbox/inbound", "{}").json();

        assertThat(written.get("phoneNumberId").stringValue()).isEqualTo("500600700800907");
        assertThat(receiver.webhooks().getLast().value().at("/messages/0/from").stringValue())
                .isEqualTo("447700900123");
    }

    @Test
    void writesWithoutAPhone() throws IOException {
        caller.post(
                "/sandbox/inbound", "{'phoneNumberId':'" + NUMBER + "','userId':'GB.5550001112223334','name':null}");

        var value = receiver.webhooks().getLast().value();
        assertThat(value.at("/messages/0").has("from")).isFalse();
        assertThat(value.at("/messages/0/from_user_id").stringValue()).isEqualTo("GB.5550001112223334");
        assertThat(value.at("/contacts/0").has("profile")).isFalse();
        assertThat(value.at("/contacts/0").has("wa_id")).isFalse();
    }

    @Test
    void writesAnyTypeGivenAsMetasElement() throws IOException {
        caller.post("/sandbox/inbound", """
                {'phoneNumberId':'%s','message':{'type':'image','id':'wamid.mine','image':{'id':'111','mime_type':'image/jpeg'}}}""".formatted(NUMBER));

        var message = receiver.webhooks().getLast().value().at("/messages/0");
        assertThat(message.get("type").stringValue()).isEqualTo("image");
        assertThat(message.get("id").stringValue()).isEqualTo("wamid.mine");
        assertThat(message.get("from").isString()).isTrue();
        assertThat(message.at("/image/mime_type").stringValue()).isEqualTo("image/jpeg");
    }

    @Test
    void writesMany() throws IOException {
        var written = caller.post("/sandbox/inbound", "{'phoneNumberId':'" + NUMBER + "','count':1000}")
                .json();

        assertThat(written.get("wamids").valueStream().distinct()).hasSize(1000);
        assertThat(receiver.webhooks().getLast().value().get("messages").size()).isEqualTo(1000);
    }

    @Test
    void reportsStatusesByHand() throws IOException {
        caller.put("/sandbox/config", "{'statuses':{'deliveredShare':0}}");
        var wamid = caller.send(NUMBER, "by-hand").wamid();

        var failed = caller.post("/sandbox/status", "{'wamid':'" + wamid + "','status':'failed','errorCode':131026}");
        var orphan = caller.post("/sandbox/status", "{'wamid':'wamid.elsewhere','status':'read','to':'447700900999'}");

        assertThat(failed.json().get("webhookStatus").intValue()).isEqualTo(200);
        assertThat(receiver.statuses(wamid)).anySatisfy(status -> {
            assertThat(status.at("/errors/0/code").asInt(0)).isEqualTo(131026);
            assertThat(status.get("biz_opaque_callback_data").stringValue()).isEqualTo("by-hand");
        });
        assertThat(orphan.json().get("webhookStatus").intValue()).isEqualTo(200);
        assertThat(receiver.statuses("wamid.elsewhere")
                        .getFirst()
                        .get("recipient_id")
                        .stringValue())
                .isEqualTo("447700900999");
    }

    @Test
    void signsAnyBytes() throws IOException {
        var answer = caller.post("/sandbox/webhook", "not { JSON");

        assertThat(answer.json().get("webhookStatus").intValue()).isEqualTo(200);
        assertThat(receiver.webhooks().getLast().text()).isEqualTo("not { JSON");
        assertThat(receiver.webhooks().getLast().signedWith(Receiver.SECRET)).isTrue();
    }

    @Test
    void changesOnlyWhatIsNamed() throws IOException {
        var before = caller.get("/sandbox/config").json();

        var after = caller.put("/sandbox/config", "{'window':{'mode':'SYNC'}}").json();

        assertThat(after.at("/window/mode").stringValue()).isEqualTo("SYNC");
        assertThat(after.at("/window/lengthMs")).isEqualTo(before.at("/window/lengthMs"));
        assertThat(after.get("statuses")).isEqualTo(before.get("statuses"));
    }

    @Test
    void forgetsEverything() throws IOException {
        caller.put("/sandbox/config", "{'statuses':{'sent':{'minMs':60000,'maxMs':60000}}}");
        caller.send("500600700800908", "soon-forgotten");
        assertThat(caller.get("/sandbox/state").json().at("/webhooks/pending").intValue())
                .isPositive();

        var state = caller.delete("/sandbox/state").json();

        assertThat(state.get("numbers").intValue()).isZero();
        assertThat(state.get("sends").intValue()).isZero();
        assertThat(state.at("/webhooks/pending").intValue()).isZero();
        assertThat(caller.post("/sandbox/inbound", "{}").status()).isEqualTo(400);
        assertThat(caller.accepted("soon-forgotten")).isZero();
    }

    @Test
    void answersWhatItDoesNotHave() throws IOException {
        assertThat(caller.get("/nothing/here").status()).isEqualTo(404);
        assertThat(caller.get("/sandbox/inbound").status()).isEqualTo(405);
        assertThat(caller.get("/sandbox/sends/wamid.unknown").status()).isEqualTo(404);
        assertThat(caller.delete("/sandbox/numbers/599999").status()).isEqualTo(404);
    }
}
