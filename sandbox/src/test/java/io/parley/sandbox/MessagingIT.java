package io.parley.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagingIT {

    private static final String NUMBER = "500600700800901";

    @RegisterExtension
    static final RunningSandbox RUNNING = new RunningSandbox();

    private final Caller caller = RUNNING.caller();
    private final Receiver receiver = RUNNING.receiver();

    @Test
    void answersAndReportsASend() throws IOException {
        var answer = caller.send(NUMBER, "job/17");
        var wamid = answer.wamid();

        assertThat(answer.json().at("/contacts/0/wa_id").stringValue()).isEqualTo("447700900123");
        assertThat(answer.json().at("/contacts/0/input").stringValue()).isEqualTo("+447700900123");
        assertThat(answer.json().at("/messages/0/message_status").isMissingNode())
                .isTrue();
        await().untilAsserted(
                        () -> assertThat(receiver.statusNames(wamid)).containsExactly("sent", "delivered", "read"));
        assertThat(receiver.statuses(wamid)).allSatisfy(status -> {
            assertThat(status.get("biz_opaque_callback_data").stringValue()).isEqualTo("job/17");
            assertThat(status.get("recipient_id").stringValue()).isEqualTo("447700900123");
            assertThat(status.get("recipient_user_id").stringValue()).startsWith("GB.");
            assertThat(status.get("timestamp").stringValue()).matches("[0-9]{10}");
        });
        assertThat(receiver.statuses(wamid))
                .extracting(status -> status.has("pricing"))
                .containsExactly(true, true, false);
        assertThat(receiver.about(wamid)).allSatisfy(webhook -> {
            assertThat(webhook.signedWith(Receiver.SECRET)).isTrue();
            assertThat(webhook.text()).matches("\\p{ASCII}*");
        });
        assertThat(receiver.about(wamid).getFirst().text()).contains("job\\/17");
    }

    @Test
    void signsForADefinedNumberWithItsOwnSecret() throws IOException {
        caller.put("/sandbox/numbers/500600700800902", """
                {'displayPhoneNumber':'+44 20 7946 0123','businessAccountId':'700100200300402','appSecret':'own'}""");
        var wamid = caller.send("500600700800902", "own").wamid();

        await().until(() -> !receiver.statuses(wamid).isEmpty());
        var webhook = receiver.webhooks().stream()
                .filter(post -> post.text().contains("500600700800902"))
                .findFirst()
                .orElseThrow();
        assertThat(webhook.signedWith("own")).isTrue();
        assertThat(webhook.entry().get("id").stringValue()).isEqualTo("700100200300402");
        assertThat(webhook.value().at("/metadata/display_phone_number").stringValue())
                .isEqualTo("442079460123");
        assertThat(caller.post("/v25.0/500600700800902/messages", Caller.text("+44 20 7946 0123", "self"))
                        .errorCode())
                .isEqualTo(131021);
    }

    @Test
    void sendsToAUserId() throws IOException {
        var answer = caller.post("/v25.0/" + NUMBER + "/messages", """
                {'messaging_product':'whatsapp','recipient':'GB.5550001112223334','type':'text','text':{'body':'Hi'}}""");

        assertThat(answer.json().at("/contacts/0").toString())
                .isEqualTo("{\"input\":\"GB.5550001112223334\",\"user_id\":\"GB.5550001112223334\"}");
        await().until(() -> receiver.statuses(answer.wamid()).size() == 3);
        assertThat(receiver.statuses(answer.wamid())).allSatisfy(status -> {
            assertThat(status.has("recipient_id")).isFalse();
            assertThat(status.get("recipient_user_id").stringValue()).isEqualTo("GB.5550001112223334");
        });
    }

    @Test
    void reportsReactionsAsSentOnly() throws IOException {
        var answer = caller.post("/v25.0/" + NUMBER + "/messages", """
                {'messaging_product':'whatsapp','to':'+447700900123','type':'reaction',
                 'reaction':{'message_id':'wamid.in1','emoji':'👍'}}""");
        var later = caller.send(NUMBER, "after-reaction").wamid();

        await().until(() -> receiver.statuses(later).size() == 3);
        assertThat(receiver.statusNames(answer.wamid())).containsExactly("sent");
    }

    @Test
    void rewritesTheIdsOfSomeCountries() throws IOException {
        var answer = caller.post("/v25.0/" + NUMBER + "/messages", Caller.text("+5531987654321", "br"));

        assertThat(answer.json().at("/contacts/0/wa_id").stringValue()).isEqualTo("553187654321");
    }

    @Test
    void remembersReadReceipts() throws IOException {
        var answer = caller.post("/v25.0/" + NUMBER + "/messages", """
                {'messaging_product':'whatsapp','status':'read','message_id':'wamid.in1','typing_indicator':{'type':'text'}}""");

        assertThat(answer.text()).isEqualTo("{\"success\":true}");
        assertThat(caller.get("/sandbox/receipts")
                        .json()
                        .at("/receipts/0/messageId")
                        .stringValue())
                .isEqualTo("wamid.in1");
        assertThat(caller.get("/sandbox/receipts")
                        .json()
                        .at("/receipts/0/typing")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void showsTheLedger() throws IOException {
        var before = caller.get("/sandbox/state").json().get("lastSequence").longValue();
        caller.send(NUMBER, "twice");
        caller.send(NUMBER, "twice");
        caller.send(NUMBER, "once");

        var ledger = caller.get("/sandbox/sends?since=" + before).json();
        assertThat(ledger.get("sends").size()).isEqualTo(3);
        assertThat(ledger.get("next").longValue()).isEqualTo(before + 3);
        assertThat(ledger.at("/sends/0/body/text/body").stringValue()).isEqualTo("Hi");
        assertThat(ledger.at("/sends/0/bizOpaqueCallbackData").stringValue()).isEqualTo("twice");
        var counts = caller.get("/sandbox/sends/counts?minimum=2").json();
        assertThat(counts.at("/counts/twice").intValue()).isEqualTo(2);
        assertThat(counts.at("/counts/once").isMissingNode()).isTrue();
        var one = ledger.at("/sends/2/wamid").stringValue();
        assertThat(caller.get("/sandbox/sends/" + one).json().get("to").stringValue())
                .isEqualTo("+447700900123");
    }

    @ParameterizedTest
    @CsvSource({"SYNC", "ASYNC"})
    void closesTheWindowOfCustomersWhoDidNotWrite(String mode) throws IOException {
        caller.put("/sandbox/config", "{'window':{'mode':'" + mode + "'}}");
        var stranger = mode.equals("SYNC") ? "447700900777" : "447700900778";
        var path = "/v25.0/" + NUMBER + "/messages";

        var refused = caller.post(path, Caller.text("+" + stranger, "closed"));
        if (mode.equals("SYNC")) {
            assertThat(refused.errorCode()).isEqualTo(131047);
        } else {
            await().untilAsserted(() -> assertThat(receiver.statuses(refused.wamid()))
                    .singleElement()
                    .satisfies(status -> {
                        assertThat(status.at("/errors/0/code").intValue()).isEqualTo(131047);
                        assertThat(status.has("recipient_user_id")).isFalse();
                    }));
        }
        var template = "{'messaging_product':'whatsapp','to':'+%s','type':'template',"
                + "'template':{'name':'order_ok','language':{'code':'en_GB'}}}";
        assertThat(caller.post(path, template.formatted(stranger))
                        .json()
                        .at("/messages/0/message_status")
                        .stringValue())
                .isEqualTo("accepted");

        caller.post("/sandbox/inbound", "{'phoneNumberId':'" + NUMBER + "','from':'" + stranger + "'}");
        var open = caller.post(path, Caller.text("+" + stranger, "open")).wamid();
        await().untilAsserted(() -> assertThat(receiver.statusNames(open)).contains("read"));
    }

    @Test
    void limitsTheThroughputOfANumber() throws IOException {
        caller.put("/sandbox/numbers/500600700800903", "{'messagesPerSecond':3}");

        var first = IntStream.range(0, 3).map(i -> code("500600700800903")).toArray();

        assertThat(first).containsOnly(0);
        // The next one, unless the machine took more than a second for four.
        await().pollInterval(Duration.ofMillis(1)).until(() -> code("500600700800903") == 130429);
        assertThat(caller.get("/sandbox/state")
                        .json()
                        .at("/peakPerSecond/500600700800903")
                        .intValue())
                .isEqualTo(3);
        assertThat(code("500600700800904")).isZero();
    }

    @Test
    void limitsTheRateOfAPair() throws IOException {
        caller.put("/sandbox/config", "{'pairLimit':{'enabled':true,'burst':2}}");
        caller.send("500600700800905", "pair");
        caller.send("500600700800905", "pair");

        var refusal = caller.send("500600700800905", "pair");

        assertThat(refusal.errorCode()).isEqualTo(131056);
        assertThat(refusal.error().get("error_subcode").intValue()).isEqualTo(2494075);
        assertThat(caller.post("/v25.0/500600700800905/messages", Caller.text("+447700900124", "other"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void readsOnlyPartWhenTold() throws IOException {
        caller.put("/sandbox/config", "{'statuses':{'readShare':0}}");
        var wamid = caller.send(NUMBER, "unread").wamid();
        caller.put("/sandbox/config", "{'statuses':{'failShare':1,'failCode':131049}}");
        var failed = caller.send(NUMBER, "failing").wamid();

        await().until(() -> receiver.statusNames(failed).contains("failed"));
        await().untilAsserted(() -> assertThat(receiver.statusNames(wamid)).containsExactly("sent", "delivered"));
        assertThat(receiver.statuses(failed).getLast().at("/errors/0/code").intValue())
                .isEqualTo(131049);
    }

    @Test
    void batchesStatusesOnlyOfOneNumber() throws IOException {
        caller.put("/sandbox/config", "{'statuses':{'sent':{'minMs':300,'maxMs':300}}}");
        var wamids = new HashSet<String>();
        for (int i = 0; i < 40; i++) {
            wamids.add(caller.send(i % 2 == 0 ? "500600700800910" : "500600700800911", "batch")
                    .wamid());
        }

        await().until(() ->
                wamids.stream().allMatch(wamid -> receiver.statuses(wamid).size() == 3));
        assertThat(receiver.webhooks()).allSatisfy(webhook -> {
            var number = webhook.value().at("/metadata/phone_number_id").stringValue();
            assertThat(webhook.value().path("statuses").size()).isLessThanOrEqualTo(20);
            for (var status : webhook.value().path("statuses")) {
                if (wamids.contains(status.get("id").stringValue())) {
                    assertThat(number).startsWith("50060070080091");
                }
            }
        });
    }

    private int code(String number) {
        try {
            return caller.send(number, "rate").errorCode();
        } catch (IOException failed) {
            throw new AssertionError(String.format(Locale.ROOT, "send from %s", number), failed);
        }
    }
}
