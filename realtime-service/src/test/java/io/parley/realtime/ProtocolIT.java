package io.parley.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.kit.json.Json;
import io.parley.testkit.Api;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents of Engine.IO 4 and Socket.IO 5 demand of a server. */
class ProtocolIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** Less than each poll takes whose session still waits for a WebSocket. */
    private static final Duration AT_ONCE = Duration.ofMillis(90);

    private static ProtocolEchoServer server;
    private static ProtocolEchoServer hasty;
    private static String base;
    private static Api http;

    /** One that no session outlives because its client was slow to answer, and one that ends them soon. */
    @BeforeAll
    static void start() {
        server = ProtocolEchoServer.start(
                0, ProtocolEchoServer.settings(Duration.ofSeconds(25), Duration.ofSeconds(20), Duration.ofSeconds(45)));
        hasty = ProtocolEchoServer.start(
                0, ProtocolEchoServer.settings(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3)));
        base = baseOf(server);
        http = new Api(base).with("Content-Type", "text/plain");
    }

    @AfterAll
    static void stop() {
        server.close();
        hasty.close();
    }

    @Test
    void opensAPollingSessionWithAllThatAClientMustKnow() {
        var answer = http.get(polling(""));

        assertThat(answer.status()).isEqualTo(200);
        var open = Json.events().readTree(answer.text().substring(1));
        assertThat(answer.text()).startsWith("0");
        assertThat(open.propertyNames())
                .containsExactlyInAnyOrder("sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload");
        assertThat(open.path("maxPayload").asInt()).isEqualTo(1_000_000);
        assertThat(open.path("upgrades").get(0).asString()).isEqualTo("websocket");
    }

    @Test
    void opensAWebSocketSessionThatNeedsNoUpgrade() {
        try (var socket = WireSocket.raw(base, "EIO=4&transport=websocket")) {
            var open = Json.events().readTree(socket.next().toString().substring(1));

            assertThat(open.path("upgrades").size()).isZero();
            assertThat(open.path("maxPayload").asInt()).isEqualTo(1_000_000);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, transport=polling, 5",
        "GET, EIO=3&transport=polling, 5",
        "GET, EIO=abc&transport=polling, 5",
        "GET, EIO=4, 0",
        "GET, EIO=4&transport=abc, 0",
        "GET, EIO=4&transport=websocket, 3",
        "GET, EIO=4&EIO=4&transport=polling, 0",
        "GET, EIO=4&transport=polling&sid=none, 1",
        "POST, EIO=4&transport=polling, 2",
        "PUT, EIO=4&transport=polling, 2"
    })
    void refusesWhatIsNoHandshake(String method, String query, int code) {
        var answer = http.call(method, "/socket.io/?" + query, method.equals("GET") ? null : "4x");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("code").asInt(-1)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"transport=websocket", "EIO=abc&transport=websocket", "EIO=4", "EIO=4&transport=abc"})
    void refusesAWebSocketThatIsNoHandshake(String query) {
        assertThatThrownBy(() -> WireSocket.raw(base, query)).hasCauseInstanceOf(WebSocketHandshakeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "4a\u001e", "9", "bnot base64!"})
    void endsAPollingSessionThatSendsNonsense(String body) {
        var session = session();

        assertThat(http.post(polling(session), body).status()).isEqualTo(400);

        assertThat(http.get(polling(session)).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1", "4abc", "0{}", "42[\"message\",", "451000-[\"message\"]"})
    void endsAWebSocketThatSendsNonsenseOrSaysGoodbye(String packet) {
        try (var socket = WireSocket.open(base)) {
            socket.send("40");
            socket.send(packet);

            assertThat(socket.isClosedWithin(SOON)).isTrue();
        }
    }

    @Test
    void answersSeveralPacketsOfOnePost() {
        var session = session();

        assertThat(http.post(polling(session), "40\u001e42[\"message\",\"h\u00e9\"]")
                        .text())
                .isEqualTo("ok");

        assertThat(http.get(polling(session)).text()).contains("40{\"sid\"", "42[\"message-back\",\"h\u00e9\"]");
    }

    @Test
    void endsASessionThatPollsTwiceAtOnce() {
        var session = session();
        var first = CompletableFuture.supplyAsync(() -> http.get(polling(session)));

        await().until(() -> http.get(polling(session)).status() == 400);

        assertThat(first.join().status()).isIn(200, 400);
        assertThat(http.get(polling(session)).status()).isEqualTo(400);
    }

    @Test
    void endsAPollWhenItsSessionIsClosed() {
        var session = session();
        var poll = CompletableFuture.supplyAsync(() -> http.get(polling(session)));

        assertThat(http.post(polling(session), "1").text()).isEqualTo("ok");

        assertThat(poll.join().status()).isIn(200, 400);
        assertThat(http.get(polling(session)).status()).isEqualTo(400);
    }

    @Test
    void pingsAndEndsSessionsThatDoNotAnswer() {
        var ending = new Api(baseOf(hasty)).with("Content-Type", "text/plain");
        var session = session(ending);
        assertThat(ending.get(polling(session)).text()).isEqualTo("2");
        try (var socket = WireSocket.raw(baseOf(hasty), "EIO=4&transport=websocket")) {
            socket.next();

            assertThat(socket.next()).isEqualTo("2");
            assertThat(socket.isClosedWithin(SOON)).isTrue();
        }
        await().until(() -> ending.get(polling(session)).status() == 400);
    }

    @Test
    void keepsNothingOfThoseThatNeverAskForANamespace() {
        var patient = Duration.ofMinutes(1);
        try (var strict = ProtocolEchoServer.start(
                        0, ProtocolEchoServer.settings(patient, patient, Duration.ofMillis(500)));
                var socket = WireSocket.raw(baseOf(strict), "EIO=4&transport=websocket")) {
            var polls = new Api(baseOf(strict)).with("Content-Type", "text/plain");
            var session = session(polls);

            assertThat(polls.get(polling(session)).text()).endsWith("1");
            assertThat(socket.isClosedWithin(SOON)).isTrue();
            await().until(() -> polls.get(polling(session)).status() == 400);
            await().until(() -> strict.sessions() == 0);
        }
    }

    @Test
    void upgradesAndThenIgnoresOtherWaysIntoTheSession() {
        var session = session();
        try (var socket = WireSocket.raw(base, "EIO=4&transport=websocket&sid=" + session)) {
            socket.send("2probe");
            assertThat(socket.next()).isEqualTo("3probe");
            socket.send("5");
            socket.send("40");
            assertThat(socket.next().toString()).startsWith("40{");
            assertThat(socket.next()).isEqualTo("42[\"auth\",{}]");

            assertThat(http.get(polling(session)).status()).isEqualTo(400);
            assertThatThrownBy(() -> WireSocket.raw(base, "EIO=4&transport=websocket&sid=" + session))
                    .hasCauseInstanceOf(WebSocketHandshakeException.class);
            socket.send("42[\"message\",1]");
            assertThat(socket.next()).isEqualTo("42[\"message-back\",1]");
        }
    }

    @Test
    void answersPollsAtOnceAfterAWebSocketThatDidNotComeAbout() {
        var quickest = Long.MAX_VALUE;
        for (var time = 0; time < 30 && quickest >= AT_ONCE.toNanos(); time++) {
            var session = session();
            assertThat(RawSocket.statusOfUpgrade(server.port(), "EIO=4&transport=websocket&sid=" + session))
                    .isEqualTo(400);
            http.post(polling(session), "40/none"); // whose answer waits for the poll
            var since = System.nanoTime();
            assertThat(http.get(polling(session)).status()).isEqualTo(200);
            quickest = Math.min(quickest, System.nanoTime() - since);
        }

        assertThat(Duration.ofNanos(quickest)).isLessThan(AT_ONCE);
    }

    @Test
    void putsTogetherWhatComesInSeveralFrames() {
        try (var socket = WireSocket.open(base)) {
            socket.send("40");
            socket.next();
            socket.next();
            var long90k = "x".repeat(90_000);

            socket.sendInParts("42[\"message\",\"h", "\u00e9", "llo " + long90k, "\"]");

            assertThat(socket.next()).isEqualTo("42[\"message-back\",\"h\u00e9llo " + long90k + "\"]");
        }
    }

    @Test
    void answersThePingsOfWebSocketsThemselves() {
        try (var socket = WireSocket.open(base)) {
            socket.ping("still there?");

            assertThat(socket.pong()).isEqualTo("still there?");
        }
    }

    @Test
    void endsAWebSocketWhoseTextIsNotUtf8() {
        assertThat(RawSocket.codeOfClose(server.port(), new byte[] {'4', '2', (byte) 0xc3, '['}))
                .isEqualTo(1007);
    }

    @Test
    void connectsToNamespacesItHasAndToNoOthers() {
        try (var socket = WireSocket.open(base)) {
            socket.send("40/custom,{\"token\":\"abc\"}");
            assertThat(socket.next().toString()).startsWith("40/custom,{\"sid\":");
            assertThat(socket.next()).isEqualTo("42/custom,[\"auth\",{\"token\":\"abc\"}]");

            socket.send("40/random");
            assertThat(socket.next()).isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");
        }
    }

    @Test
    void repeatsBinaryArgumentsAndAcknowledges() {
        try (var socket = WireSocket.open(base)) {
            socket.send("40");
            socket.next();
            socket.next();

            socket.send("451-[\"message\",{\"_placeholder\":true,\"num\":0}]");
            socket.send(new byte[] {1, 2, 3});
            assertThat(socket.next()).isEqualTo("451-[\"message-back\",{\"_placeholder\":true,\"num\":0}]");
            assertThat(socket.next()).isEqualTo(new byte[] {1, 2, 3});

            socket.send("42456[\"message-with-ack\",1,\"2\",{\"3\":[false]}]");
            assertThat(socket.next()).isEqualTo("43456[1,\"2\",{\"3\":[false]}]");
        }
    }

    @Test
    void endsASessionThatConnectsToNothing() {
        try (var socket = WireSocket.open(baseOf(hasty))) {
            assertThat(socket.isClosedWithin(SOON)).isTrue();
        }
    }

    private static String baseOf(ProtocolEchoServer one) {
        return "http://127.0.0.1:" + one.port();
    }

    private static String session() {
        return session(http);
    }

    private static String session(Api at) {
        return Json.events()
                .readTree(at.get(polling("")).text().substring(1))
                .path("sid")
                .asString();
    }

    private static String polling(String session) {
        return "/socket.io/?EIO=4&transport=polling" + (session.isEmpty() ? "" : "&sid=" + session);
    }
}
