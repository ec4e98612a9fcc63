package io.parley.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.sandbox.meta.WebhookSignature;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphIT {

    @RegisterExtension
    static final RunningSandbox RUNNING = new RunningSandbox();

    private final Caller graph = RUNNING.caller();

    @Test
    void isReady() throws IOException {
        assertThat(graph.get("/actuator/health/readiness").text()).isEqualTo("{\"status\":\"UP\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v25.0", "v19.0", "v100.12"})
    void showsANumberAtAnyVersion(String version) throws IOException {
        var number = graph.get("/" + version + "/500600700800901?fields=id,display_phone_number,throughput,status");

        assertThat(number.status()).isEqualTo(200);
        assertThat(number.json().propertyNames())
                .containsExactlyInAnyOrder("id", "display_phone_number", "throughput", "status");
        assertThat(number.json().get("display_phone_number").stringValue()).startsWith("+1 555-");
        assertThat(number.json().at("/throughput/level").stringValue()).isEqualTo("STANDARD");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"...", "invalid-token", "expired-token", "INVALID"})
    void refusesTokens(String token) throws IOException {
        for (var path : new String[] {"/500600700800901", "/700100200300401/phone_numbers", "/500600700800901/nope"}) {
            var refusal = graph.call("GET", "/v25.0" + path, null, token);

            assertThat(refusal.status()).isEqualTo(401);
            assertThat(refusal.errorCode()).isEqualTo(190);
            assertThat(refusal.error().get("type").stringValue()).isEqualTo("OAuthException");
            assertThat(refusal.error().get("fbtrace_id").stringValue()).isNotBlank();
        }
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "POST, /messages"})
    void knowsNoIdsThatAreNotNumbers(String method, String suffix) throws IOException {
        var refusal = graph.call(method, "/v25.0/abc" + suffix, "POST".equals(method) ? "{}" : null, Caller.TOKEN);

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.errorCode()).isEqualTo(100);
        assertThat(refusal.error().get("message").stringValue())
                .startsWith("Unsupported " + method.toLowerCase(Locale.ROOT)
                        + " request. Object with ID 'abc' does not exist");
    }

    @Test
    void refusesFieldsAndPathsThatDoNotExist() throws IOException {
        graph.get("/v25.0/500600700800901");

        assertThat(graph.get("/v25.0/500600700800901?fields=currency").errorCode())
                .isEqualTo(100);
        assertThat(graph.get("/v25.0/500600700800901/fax").errorCode()).isEqualTo(2500);
    }

    @Test
    void letsADefinedNumberSpeakWithItsOwnTokenOnly() throws IOException {
        graph.put("/sandbox/numbers/500600700800902", """
                {'displayPhoneNumber':'+44 20 7946 0123','verifiedName':'Ada Ltd','businessAccountId':'700100200300402',
                 'accessToken':'own-token','appSecret':'own-secret'}""");

        var number = graph.call("GET", "/v25.0/500600700800902", null, "own-token");
        assertThat(number.json().get("display_phone_number").stringValue()).isEqualTo("+44 20 7946 0123");
        assertThat(graph.get("/v25.0/500600700800902").errorCode()).isEqualTo(190);
        assertThat(graph.send("500600700800902", "x").status()).isEqualTo(401);
        assertThat(graph.get("/v25.0/700100200300402/phone_numbers").errorCode())
                .isEqualTo(190);
        assertThat(graph.call("GET", "/v25.0/700100200300402/phone_numbers", null, "own-token")
                        .json()
                        .at("/data/0/id")
                        .stringValue())
                .isEqualTo("500600700800902");
        assertThat(graph.get("/sandbox/numbers").text()).doesNotContain("own-token", "own-secret");
    }

    @Test
    void listsTheNumbersOfAnAccountPageByPage() throws IOException {
        for (int i = 0; i < 5; i++) {
            graph.put("/sandbox/numbers/60010020030040" + i, "{'businessAccountId':'700100200300403'}");
        }
        var found = new ArrayList<String>();
        var next = "/v25.0/700100200300403/phone_numbers?fields=id&limit=2";
        while (next != null) {
            var page = graph.get(next).json();
            page.get("data").forEach(number -> found.add(number.get("id").stringValue()));
            assertThat(page.at("/paging/cursors/after").isString()).isTrue();
            var link = page.at("/paging/next");
            next = link.isString()
                    ? link.stringValue().replace(RUNNING.sandbox().baseUrl(), "")
                    : null;
        }

        assertThat(found)
                .containsExactly(
                        "600100200300404", "600100200300403", "600100200300402", "600100200300401", "600100200300400");
        assertThat(graph.get("/v25.0/700100200300403/phone_numbers?after=%21").errorCode())
                .isEqualTo(100);
    }

    @Test
    void showsABusinessAccount() throws IOException {
        var account = graph.get("/v25.0/700100200300404?fields=id,name,currency,account_review_status");

        assertThat(account.json().get("account_review_status").stringValue()).isEqualTo("APPROVED");
        assertThat(graph.get("/v25.0/700100200300404").json().get("name").stringValue())
                .isEqualTo("Sandbox Business");
    }

    @Test
    void verifiesTheCallbackOfASubscription() throws IOException {
        var path = "/v25.0/700100200300405/subscribed_apps";
        var wanted = "{'override_callback_uri':'%s','verify_token':'%s'}";

        var refusal = graph.post(path, wanted.formatted(RUNNING.receiver().url(), "wrong"));
        assertThat(refusal.errorCode()).isEqualTo(2200);
        assertThat(graph.get(path).text()).doesNotContain("override_callback_uri");

        assertThat(graph.post(path, wanted.formatted(RUNNING.receiver().url(), Receiver.VERIFY_TOKEN))
                        .text())
                .isEqualTo("{\"success\":true}");
        assertThat(graph.get(path).json().at("/data/0/override_callback_uri").stringValue())
                .isEqualTo(RUNNING.receiver().url().toString());

        graph.delete(path);
        assertThat(graph.get(path).text()).isEqualTo("{\"data\":[]}");
        graph.post(path, "");
        assertThat(graph.get(path)
                        .json()
                        .at("/data/0/whatsapp_business_api_data/id")
                        .stringValue())
                .isEqualTo("100000000000001");
    }

    @Test
    void asksTheReceiverToVerifyItself() throws IOException {
        assertThat(graph.post("/sandbox/verify", "{'verifyToken':'" + Receiver.VERIFY_TOKEN + "'}")
                        .json()
                        .get("verified")
                        .booleanValue())
                .isTrue();
        assertThat(graph.post("/sandbox/verify", "{'verifyToken':'wrong'}")
                        .json()
                        .get("webhookStatus")
                        .intValue())
                .isEqualTo(403);
    }

    @Test
    void debugsTokens() throws IOException {
        var valid =
                graph.get("/v25.0/debug_token?input_token=some-token").json().get("data");
        assertThat(valid.get("is_valid").booleanValue()).isTrue();
        assertThat(valid.get("scopes").size()).isEqualTo(2);

        var invalid =
                graph.get("/v25.0/debug_token?input_token=expired-token").json().get("data");
        assertThat(invalid.get("is_valid").booleanValue()).isFalse();
        assertThat(invalid.at("/error/subcode").intValue()).isEqualTo(463);

        var proven = graph.call("GET", "/v25.0/debug_token?input_token=t", null, "42|" + Receiver.SECRET);
        assertThat(proven.json().at("/data/app_id").stringValue()).isEqualTo("42");
        var unproven = graph.call("GET", "/v25.0/debug_token?input_token=t", null, "42|guess");
        assertThat(unproven.errorCode()).isEqualTo(190);
    }

    @Test
    void checksTheProofOfTheAppSecret() throws IOException {
        var path = "/v25.0/500600700800901?appsecret_proof=";

        assertThat(graph.get(path + WebhookSignature.proof(Caller.TOKEN, Receiver.SECRET))
                        .status())
                .isEqualTo(200);
        assertThat(graph.get(path + "0123").errorCode()).isEqualTo(100);
    }

    @Test
    void keepsAProfile() throws IOException {
        var path = "/v25.0/500600700800901/whatsapp_business_profile";

        assertThat(graph.post(path, "{'messaging_product':'whatsapp','about':'Open','websites':['https://x.io']}")
                        .text())
                .isEqualTo("{\"success\":true}");
        assertThat(graph.get(path + "?fields=about").json().at("/data/0/about").stringValue())
                .isEqualTo("Open");
        assertThat(graph.post(path, "{'messaging_product':'whatsapp','about':'" + "x".repeat(140) + "'}")
                        .errorCode())
                .isEqualTo(100);
        assertThat(graph.call("GET", path, null, null).errorCode()).isEqualTo(200);
    }

    @Test
    void escapesItsAnswers() throws IOException {
        graph.put("/sandbox/numbers/500600700800906", "{'verifiedName':'Café / Ünal'}");

        assertThat(graph.get("/v25.0/500600700800906?fields=verified_name").text())
                .contains("Caf\\u00e9 \\/ \\u00dcnal");
    }

    @Test
    void refusesHugeBodies() throws IOException {
        var refusal = graph.post("/v25.0/500600700800901/messages", "x".repeat(5 * 1024 * 1024));

        assertThat(refusal.status()).isEqualTo(413);
        assertThat(refusal.errorCode()).isEqualTo(100);
    }

    @Test
    void startsTwiceInOneProcess() throws IOException {
        try (var second = Sandbox.start(0, URI.create("http://127.0.0.1:9/"), "other");
                var caller = new Caller(second.baseUrl())) {
            assertThat(second.port()).isNotEqualTo(RUNNING.sandbox().port());
            assertThat(caller.get("/sandbox/state").json().get("numbers").intValue())
                    .isZero();
        }
    }
}
