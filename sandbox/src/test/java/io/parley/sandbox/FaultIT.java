package io.parley.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class FaultIT {

    private static final String NUMBER = "500600700800901";

    @RegisterExtension
    static final RunningSandbox RUNNING = new RunningSandbox();

    private final Caller caller = RUNNING.caller();
    private final Receiver receiver = RUNNING.receiver();

    @ParameterizedTest
    @CsvSource({"RESET_BEFORE, 0", "RESET_AFTER_ACCEPT, 1"})
    void resetsTheConnectionWithoutOneByteOfAnAnswer(String kind, int accepted) throws IOException {
        faults("{'kind':'" + kind + "','next':1}");
        try (var socket = connect()) {
            write(socket, kind);

            var started = System.nanoTime();
            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(() -> socket.getInputStream().read())
                    .withMessageContaining("reset");
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(30));
        }
        assertThat(caller.accepted(kind)).isEqualTo(accepted);
        assertThat(hits()).isEqualTo(1);
        assertThat(caller.send(NUMBER, "next").status()).isEqualTo(200);
    }

    @Test
    void resetsAConnectionThatHasServedBefore() throws IOException {
        try (var socket = connect()) {
            write(socket, "kept-alive");
            readAnswer(socket);
            faults("{'kind':'RESET_AFTER_ACCEPT','next':1}");
            write(socket, "reset-on-reuse");

            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(() -> socket.getInputStream().read());
        }
        assertThat(caller.accepted("reset-on-reuse")).isEqualTo(1);
    }

    @Test
    void reportsWhatItAcceptedBeforeItReset() throws IOException {
        faults("{'kind':'RESET_AFTER_ACCEPT','next':1}");

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> caller.send(NUMBER, "lost-answer"));

        var wamid = caller.get("/sandbox/sends?callbackData=lost-answer")
                .json()
                .at("/sends/0/wamid")
                .stringValue();
        await().untilAsserted(
                        () -> assertThat(receiver.statusNames(wamid)).containsExactly("sent", "delivered", "read"));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"kind\":\"ERROR\",\"code\":131056}', 400, 131056, 0",
        "'{\"kind\":\"ERROR\",\"code\":130429}', 429, 130429, 0",
        "'{\"kind\":\"ERROR\",\"code\":190}', 401, 190, 0",
        "'{\"kind\":\"ERROR\",\"code\":131016,\"httpStatus\":500,\"when\":\"AFTER_ACCEPT\"}', 500, 131016, 1",
        "'{\"kind\":\"HTTP_429\"}', 429, 80007, 0",
        "'{\"kind\":\"HTTP_429\",\"code\":4}', 429, 4, 0",
        "'{\"kind\":\"SERVER_ERROR_BEFORE\"}', 500, 131000, 0",
        "'{\"kind\":\"SERVER_ERROR_AFTER_ACCEPT\",\"httpStatus\":503}', 503, 131000, 1",
    })
    void answersErrors(String rule, int status, int code, int accepted) throws IOException {
        faults(rule);
        var data = "error-" + Math.abs(rule.hashCode());

        var answer = caller.send(NUMBER, data);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.errorCode()).isEqualTo(code);
        assertThat(caller.accepted(data)).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({"BEFORE, 0", "AFTER_ACCEPT, 1"})
    void hangsAndThenLetsGoWithoutAnAnswer(String when, int accepted) throws IOException {
        faults("{'kind':'HANG','seconds':0.7,'when':'" + when + "'}");
        var started = System.nanoTime();

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> caller.send(NUMBER, "hang-" + when));

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofMillis(700));
        assertThat(caller.accepted("hang-" + when)).isEqualTo(accepted);
    }

    @Test
    void takesItsTime() throws IOException {
        faults("{'kind':'SLOW','seconds':0.5}");
        var started = System.nanoTime();

        assertThat(caller.send(NUMBER, "slow").status()).isEqualTo(200);

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofMillis(500));
    }

    @Test
    void talksGarbage() throws IOException {
        faults("{'kind':'GARBAGE'}");

        var answer = caller.send(NUMBER, "garbage");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.http().headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(answer.text()).contains("<html");
        assertThat(caller.accepted("garbage")).isZero();
    }

    @Test
    void spoilsLookUpsWhenAsked() throws IOException {
        faults("{'kind':'SERVER_ERROR_BEFORE','on':'LOOKUP'}");

        assertThat(caller.get("/v25.0/" + NUMBER).status()).isEqualTo(500);
        assertThat(caller.get("/v25.0/700100200300401/phone_numbers").status()).isEqualTo(500);
        assertThat(caller.send(NUMBER, "untouched").status()).isEqualTo(200);
    }

    @Test
    void strikesWithTheGivenProbability() throws IOException {
        caller.put("/sandbox/faults", "{'seed':3,'rules':[{'kind':'ERROR','code':131016,'probability':0.3}]}");
        var refused = 0;
        for (int i = 0; i < 200; i++) {
            refused += caller.send(NUMBER, "sometimes").status() == 200 ? 0 : 1;
        }

        assertThat(refused).isBetween(35, 85);
        assertThat(hits()).isEqualTo(refused);
    }

    @Test
    void reportsOutOfOrder() throws IOException {
        caller.put("/sandbox/faults", "{'statuses':{'disorder':1}}");
        var wamid = caller.send(NUMBER, "disorder").wamid();

        await().until(() -> receiver.statuses(wamid).size() == 3);
        assertThat(receiver.statusNames(wamid))
                .containsExactlyInAnyOrder("sent", "delivered", "read")
                .isNotEqualTo(List.of("sent", "delivered", "read"));
    }

    @Test
    void reportsTwice() throws IOException {
        caller.put("/sandbox/faults", "{'statuses':{'duplicates':1}}");
        var wamid = caller.send(NUMBER, "duplicates").wamid();

        await().until(() -> receiver.statuses(wamid).size() == 6);
        assertThat(new ArrayList<>(receiver.statuses(wamid))).hasSize(6);
        assertThat(receiver.statuses(wamid).stream().distinct()).hasSize(3);
    }

    @Test
    void reportsBeforeItAnswers() throws IOException {
        caller.put("/sandbox/faults", "{'statuses':{'statusBeforeAnswer':1}}");

        var wamid = caller.send(NUMBER, "early").wamid();

        assertThat(receiver.statusNames(wamid)).startsWith("sent");
    }

    @Test
    void losesReports() throws IOException {
        caller.put("/sandbox/faults", "{'statuses':{'drop':1}}");
        var silent = caller.send(NUMBER, "silent").wamid();
        caller.delete("/sandbox/faults");
        var heard = caller.send(NUMBER, "heard").wamid();

        await().until(() -> receiver.statuses(heard).size() == 3);
        assertThat(receiver.statuses(silent)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {503, 401, 302})
    void repeatsTheSamePostUntilItIsAnswered200(int refusal) throws IOException {
        var before = receiver.webhooks().size();
        var left = new AtomicInteger(3);
        receiver.answers(() -> left.getAndDecrement() > 0 ? refusal : 200);

        var written = caller.post("/sandbox/inbound", "{'phoneNumberId':'" + NUMBER + "','text':'retry me'}");

        assertThat(written.json().get("webhookStatus").intValue()).isEqualTo(refusal);
        await().until(() -> receiver.webhooks().size() == before + 4);
        var posts = receiver.webhooks().subList(before, before + 4);
        assertThat(posts).extracting(Receiver.Webhook::answeredWith).containsExactly(refusal, refusal, refusal, 200);
        assertThat(posts)
                .extracting(Receiver.Webhook::text)
                .containsOnly(posts.getFirst().text());
        assertThat(posts).allMatch(post -> post.signedWith(Receiver.SECRET));
    }

    @Test
    void outlivesARestartOfTheReceiver() throws IOException {
        var port = portOfNoClient();
        var before = retried();
        caller.put("/sandbox/config", "{'webhooks':{'url':'http://127.0.0.1:" + port + "/hook'}}");
        var written = caller.post("/sandbox/inbound", "{'phoneNumberId':'" + NUMBER + "'}");
        var wamid = caller.send(NUMBER, "while-down").wamid();
        assertThat(written.json().get("webhookStatus").isNull()).isTrue();
        assertThat(written.json().get("webhookError").stringValue()).isNotBlank();
        await().until(() -> retried() > before + 6);

        try (var back = new Receiver(port)) {
            await().untilAsserted(() ->
                    assertThat(back.statusNames(wamid)).containsExactlyInAnyOrder("sent", "delivered", "read"));
            await().until(() ->
                    !back.about(written.json().at("/wamids/0").stringValue()).isEmpty());
        }
        await().until(() ->
                caller.get("/sandbox/state").json().at("/webhooks/pending").intValue() == 0);
    }

    @Test
    void givesUpInTheEnd() throws IOException {
        caller.put("/sandbox/config", "{'webhooks':{'giveUpAfterMs':100}}");
        receiver.answers(() -> 500);

        caller.post("/sandbox/inbound", "{'phoneNumberId':'" + NUMBER + "'}");

        await().until(() ->
                caller.get("/sandbox/state").json().at("/webhooks/gaveUp").longValue() > 0);
    }

    /** Nobody listens there yet; the system could give a higher one to whoever looks for the receiver in vain. */
    private static int portOfNoClient() {
        return new Random()
                .ints(10_000, 30_000)
                .filter(port -> {
                    try (var socket = new ServerSocket(port)) {
                        return socket.isBound();
                    } catch (IOException e) {
                        return false;
                    }
                })
                .findFirst()
                .orElseThrow();
    }

    private void faults(String rule) throws IOException {
        var answer = caller.put("/sandbox/faults", "{'rules':[" + rule + "]}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private long retried() throws IOException {
        return caller.get("/sandbox/state").json().at("/webhooks/retried").longValue();
    }

    private int hits() throws IOException {
        return caller.get("/sandbox/faults").json().at("/rules/0/hits").intValue();
    }

    private static Socket connect() throws IOException {
        var socket =
                new Socket(InetAddress.getLoopbackAddress(), RUNNING.sandbox().port());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static void write(Socket socket, String callbackData) throws IOException {
        var body = Caller.text("+447700900123", callbackData).replace('\'', '"');
        var request = "POST /v25.0/" + NUMBER + "/messages HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer t\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static void readAnswer(Socket socket) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) socket.getInputStream().read());
        }
        var length = head.toString()
                .lines()
                .filter(line -> line.startsWith("Content-Length: "))
                .mapToInt(line -> Integer.parseInt(line.substring("Content-Length: ".length())))
                .sum();
        assertThat(head.toString()).startsWith("HTTP/1.1 200");
        assertThat(socket.getInputStream().readNBytes(length)).hasSize(length);
    }
}
