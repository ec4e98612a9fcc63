package io.parley.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateIT {

    private static final String ACCOUNT = "/v25.0/700100200300401/message_templates";

    @RegisterExtension
    static final RunningSandbox RUNNING = new RunningSandbox();

    private final Caller caller = RUNNING.caller();

    @Test
    void reviewsATemplateAndTellsTheReceiver() throws IOException {
        var made = caller.post(ACCOUNT, template("order_ok", "Hi {{1}}, thanks for it"));
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        assertThat(made.json().path("status").stringValue()).isEqualTo("PENDING");

        var id = made.json().path("id").stringValue();
        await().until(() -> !RUNNING.receiver().about(id).isEmpty());
        var webhook = RUNNING.receiver().about(id).getFirst();
        assertThat(webhook.signedWith(Receiver.SECRET)).isTrue();
        assertThat(webhook.entry().path("id").stringValue()).isEqualTo("700100200300401");
        assertThat(webhook.entry().path("time").isIntegralNumber()).isTrue();
        assertThat(webhook.value().path("event").stringValue()).isEqualTo("APPROVED");
        assertThat(caller.get(ACCOUNT + "?name=order_ok")
                        .json()
                        .at("/data/0/status")
                        .stringValue())
                .isEqualTo("APPROVED");
        assertThat(caller.post("/sandbox/template", "{'name':'order_ok','status':'PAUSED'}")
                        .json()
                        .path("webhookStatus")
                        .intValue())
                .isEqualTo(200);
        assertThat(caller.get(ACCOUNT).json().at("/data/0/status").stringValue())
                .isEqualTo("PAUSED");
    }

    @Test
    void endsAReviewAsItWasToldTo() throws IOException {
        decide("room_deal", "REJECTED", "TAG_CONTENT_MISMATCH");
        decide("survey", "PENDING", "");

        var open = caller.post(ACCOUNT, template("survey", "Hi there"))
                .json()
                .path("id")
                .stringValue();
        var rejected = caller.post(ACCOUNT, template("room_deal", "Hi there"))
                .json()
                .path("id")
                .stringValue();

        await().until(() -> !RUNNING.receiver().about(rejected).isEmpty());
        var webhook = RUNNING.receiver().about(rejected).getFirst();
        assertThat(webhook.value().path("event").stringValue()).isEqualTo("REJECTED");
        assertThat(webhook.value().path("reason").stringValue()).isEqualTo("TAG_CONTENT_MISMATCH");
        // One reviewer works in order: what came first would have been decided by now.
        assertThat(RUNNING.receiver().about(open)).isEmpty();
        assertThat(caller.get(ACCOUNT + "?name=survey")
                        .json()
                        .at("/data/0/status")
                        .stringValue())
                .isEqualTo("PENDING");
    }

    @Test
    void refusesAVerdictThatNobodyGives() throws IOException {
        var answer = caller.put(
                "/sandbox/reviews", "{'businessAccountId':'700100200300401','name':'survey','status':'PAUSED'}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").stringValue()).isEqualTo("status");
    }

    private void decide(String name, String status, String reason) throws IOException {
        var answer = caller.put(
                "/sandbox/reviews",
                "{'businessAccountId':'700100200300401','name':'%s','status':'%s','reason':'%s'}"
                        .formatted(name, status, reason));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    @Test
    void rejectsWhatIsNamedSo() throws IOException {
        caller.post(ACCOUNT, template("reject_this", "Hi there"));

        await().until(() ->
                caller.get(ACCOUNT).json().at("/data/0/status").stringValue().equals("REJECTED"));
    }

    @Test
    void pagesAndDeletesOneLanguageOrAll() throws IOException {
        for (var i = 0; i < 5; i++) {
            caller.post(ACCOUNT, template("order_" + i, "Hi there"));
        }
        var first = caller.get(ACCOUNT + "?limit=3").json();
        assertThat(first.path("data").size()).isEqualTo(3);
        var after = first.at("/paging/cursors/after").stringValue();
        var second = caller.get(ACCOUNT + "?limit=3&after=" + after).json();
        assertThat(second.path("data").size()).isEqualTo(2);
        assertThat(second.at("/paging/next").isMissingNode()).isTrue();

        assertThat(caller.delete(ACCOUNT + "?name=order_0").status()).isEqualTo(200);
        assertThat(caller.delete(ACCOUNT + "?name=order_0")
                        .error()
                        .path("error_subcode")
                        .intValue())
                .isEqualTo(2593002);
        assertThat(caller.get(ACCOUNT).json().path("data").size()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        Order  | Hi there              | 0
        order  | {{1}} is here now     | 2388299
        order  | Hi {{1}}, {{2}} ok    | 2388293
        order  | Hi {{2}} who is there | 2388043
        """)
    void refusesWhatMetaRefuses(String name, String text, int subcode) throws IOException {
        var answer = caller.post(ACCOUNT, template(name, text));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo(100);
        assertThat(answer.error().path("error_subcode").asInt(0)).isEqualTo(subcode);
    }

    private static String template(String name, String text) {
        var example = text.contains("{{1}}") ? ",'example':{'body_text':[['Ada']]}" : "";
        return "{'name':'" + name + "','language':'en_GB','category':'UTILITY','components':[{'type':'BODY','text':'"
                + text + "'" + example + "}]}";
    }

    @Test
    void takesASampleInPieces() throws IOException {
        var app = caller.get("/v25.0/app").json().path("id").stringValue();
        var session = "/v25.0/"
                + caller.post("/v25.0/" + app + "/uploads?file_name=a.png&file_length=9&file_type=image/png", "")
                        .json()
                        .path("id")
                        .stringValue();

        assertThat(caller.at(0)
                        .post(session, "hello")
                        .json()
                        .path("file_offset")
                        .intValue())
                .isEqualTo(5);
        assertThat(caller.get(session).json().path("file_offset").intValue()).isEqualTo(5);
        assertThat(caller.at(4).post(session, "last").status()).isEqualTo(400);
        assertThat(caller.at(5).post(session, "last").json().path("h").stringValue())
                .startsWith("4::");
        assertThat(caller.post("/v25.0/" + app + "/uploads?file_length=9&file_type=text/plain", "")
                        .status())
                .isEqualTo(400);
    }
}
