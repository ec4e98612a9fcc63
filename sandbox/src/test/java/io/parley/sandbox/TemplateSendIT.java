package io.parley.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What WhatsApp refuses of a send because of the template it is made from. */
class TemplateSendIT {

    private static final String NUMBER = "500600700800977";
    private static final String WABA = "700100200300477";
    private static final String ACCOUNT = "/v25.0/" + WABA + "/message_templates";

    private static final String BODY = "{'type':'BODY','text':'Hi {{1}}, your order {{2}} is ready to be fetched.',"
            + "'example':{'body_text':[['Ada','A-1']]}}";
    private static final String NAMED = "{'type':'BODY','text':'Hi {{first_name}}, thanks for your order.',"
            + "'example':{'body_text_named_params':[{'param_name':'first_name','example':'Ada'}]}}";
    private static final String PICTURE =
            "{'type':'HEADER','format':'IMAGE','example':{'header_handle':['4::aW']}},{'type':'BODY','text':'Look here'}";
    private static final String LINK = "{'type':'BODY','text':'Track it'},{'type':'BUTTONS','buttons':["
            + "{'type':'QUICK_REPLY','text':'Stop'},"
            + "{'type':'URL','text':'Track','url':'https://x.example/{{1}}','example':['A-1']}]}";
    private static final String CODE = "{'type':'BODY','add_security_recommendation':true},"
            + "{'type':'BUTTONS','buttons':[{'type':'OTP','otp_type':'COPY_CODE','text':'Copy code'}]}";

    @RegisterExtension
    static final RunningSandbox RUNNING = new RunningSandbox();

    private final Caller caller = RUNNING.caller();

    @BeforeEach
    void defineTheNumber() throws IOException {
        caller.put("/sandbox/numbers/" + NUMBER, "{'businessAccountId':'" + WABA + "'}");
    }

    @Test
    void takesWhateverAnAccountWithoutTemplatesSends() throws IOException {
        assertThat(send("order_ready", "en_GB", "").status()).isEqualTo(200);
    }

    @Test
    void sendsOnlyWhatIsApprovedInExactlyThisLanguage() throws IOException {
        decide("waiting", "PENDING");
        make("waiting", "UTILITY", BODY);
        approved("order_ready", "UTILITY", BODY);

        assertThat(send("order_ready", "en_GB", body("'Ada'", "'A-1'")).status())
                .isEqualTo(200);

        for (var refused : new Caller.Answer[] {
            send("order_ready", "en", body("'Ada'", "'A-1'")),
            send("order_steady", "en_GB", ""),
            send("waiting", "en_GB", body("'Ada'", "'A-1'"))
        }) {
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.errorCode()).isEqualTo(132001);
        }
        assertThat(caller.get("/sandbox/sends").json().path("total").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"PAUSED, 132015", "DISABLED, 132016", "REJECTED, 132001"})
    void sendsNothingOfWhatIsApprovedNoLonger(String status, int code) throws IOException {
        approved("order_ready", "UTILITY", BODY);
        caller.post("/sandbox/template", "{'name':'order_ready','status':'" + status + "'}");

        assertThat(send("order_ready", "en_GB", body("'Ada'", "'A-1'")).errorCode())
                .isEqualTo(code);
    }

    @Test
    void countsTheParameters() throws IOException {
        approved("order_ready", "UTILITY", BODY);

        var refused = send("order_ready", "en_GB", body("'Ada'"));

        assertThat(refused.errorCode()).isEqualTo(132000);
        assertThat(refused.error().at("/error_data/details").stringValue())
                .isEqualTo("body: number of localizable_params (1) does not match the expected number of params (2)");
        assertThat(send("order_ready", "en_GB", "").errorCode()).isEqualTo(132000);
        assertThat(send("order_ready", "en_GB", body("'Ada'", "'A-1'", "'more'"))
                        .errorCode())
                .isEqualTo(132000);
    }

    @Test
    void wantsParametersToBeOfTheFormThatTheTemplateHas() throws IOException {
        approved("by_name", "UTILITY", NAMED);
        approved("picture", "MARKETING", PICTURE);
        var name = "{'type':'body','parameters':[{'type':'text','parameter_name':'%s','text':'Ada'}]}";
        var header = "{'type':'header','parameters':[{'type':'%s','%s':{'link':'https://x.example/a'}}]}";

        assertThat(send("by_name", "en_GB", name.formatted("first_name")).status())
                .isEqualTo(200);
        assertThat(send("by_name", "en_GB", name.formatted("last_name")).errorCode())
                .isEqualTo(132012);
        assertThat(send("by_name", "en_GB", body("'Ada'")).errorCode()).isEqualTo(132012);
        assertThat(send("picture", "en_GB", header.formatted("image", "image")).status())
                .isEqualTo(200);
        assertThat(send("picture", "en_GB", header.formatted("video", "video")).errorCode())
                .isEqualTo(132012);
        assertThat(send("picture", "en_GB", "")
                        .error()
                        .at("/error_data/details")
                        .stringValue())
                .isEqualTo("header: Format mismatch, expected IMAGE, received UNKNOWN");
    }

    @Test
    void wantsWhatButtonsNeedAndNothingElse() throws IOException {
        approved("tracked", "UTILITY", LINK);
        approved("sign_in", "AUTHENTICATION", CODE);
        var link = "{'type':'button','sub_type':'%s','index':'%d','parameters':[{'type':'%s','%s':'A-1'}]}";

        assertThat(send("tracked", "en_GB", link.formatted("url", 1, "text", "text"))
                        .status())
                .isEqualTo(200);
        assertThat(send("tracked", "en_GB", "").errorCode()).isEqualTo(131008);
        assertThat(send("tracked", "en_GB", link.formatted("quick_reply", 1, "payload", "payload"))
                        .errorCode())
                .isEqualTo(132012);
        assertThat(send(
                                "tracked",
                                "en_GB",
                                link.formatted("url", 1, "text", "text") + ","
                                        + link.formatted("url", 2, "text", "text"))
                        .errorCode())
                .isEqualTo(132018);
        assertThat(send("sign_in", "en_GB", body("'1234'") + "," + link.formatted("url", 0, "text", "text"))
                        .status())
                .isEqualTo(200);
        assertThat(send("sign_in", "en_GB", body("'1234'")).errorCode()).isEqualTo(131008);
    }

    @Test
    void wantsAsManyCardsAsTheTemplateHasEachFilled() throws IOException {
        var held = "{'components':[{'type':'HEADER','format':'IMAGE','example':{'header_handle':['4::aW']}},"
                + "{'type':'BODY','text':'A room'}]}";
        approved(
                "rooms",
                "MARKETING",
                "{'type':'BODY','text':'Our rooms'},{'type':'CAROUSEL','cards':[" + held + "," + held + "]}");
        var card = "{'card_index':%d,'components':[{'type':'%s','parameters':["
                + "{'type':'image','image':{'link':'https://x.example/a'}}]}]}";
        var carousel = "{'type':'carousel','cards':[%s]}";
        var first = card.formatted(0, "header");

        assertThat(send("rooms", "en_GB", carousel.formatted(first + "," + card.formatted(1, "header")))
                        .status())
                .isEqualTo(200);
        assertThat(send("rooms", "en_GB", carousel.formatted(first)).errorCode())
                .isEqualTo(132012);
        assertThat(send("rooms", "en_GB", "").errorCode()).isEqualTo(132012);
        assertThat(send("rooms", "en_GB", carousel.formatted(first + "," + card.formatted(2, "header")))
                        .errorCode())
                .isEqualTo(132012);
    }

    private void approved(String name, String category, String components) throws IOException {
        make(name, category, components);
        await().until(() -> caller.get(ACCOUNT + "?status=APPROVED&name=" + name)
                        .json()
                        .path("data")
                        .size()
                == 1);
    }

    private void make(String name, String category, String components) throws IOException {
        var format = components.equals(NAMED) ? "NAMED" : "POSITIONAL";
        var made = caller.post(
                ACCOUNT,
                "{'name':'%s','language':'en_GB','category':'%s','parameter_format':'%s','components':[%s]}"
                        .formatted(name, category, format, components));
        assertThat(made.status()).as(made.text()).isEqualTo(200);
    }

    private void decide(String name, String status) throws IOException {
        caller.put(
                "/sandbox/reviews",
                "{'businessAccountId':'%s','name':'%s','status':'%s'}".formatted(WABA, name, status));
    }

    private Caller.Answer send(String name, String language, String components) throws IOException {
        return caller.post("/v25.0/" + NUMBER + "/messages", """
                {'messaging_product':'whatsapp','to':'+447700900123','type':'template',
                 'template':{'name':'%s','language':{'code':'%s'},'components':[%s]}}""".formatted(name, language, components));
    }

    private static String body(String... texts) {
        var parameters = new StringBuilder();
        for (var text : texts) {
            parameters.append(parameters.isEmpty() ? "" : ",").append("{'type':'text','text':" + text + "}");
        }
        return "{'type':'body','parameters':[" + parameters + "]}";
    }
}
