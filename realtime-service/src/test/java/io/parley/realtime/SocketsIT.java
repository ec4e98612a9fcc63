package io.parley.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.contract.Role;
import io.parley.kit.event.EventPublisher;
import io.parley.kit.json.Json;
import io.parley.testkit.Api;
import io.parley.testkit.Patience;
import io.parley.testkit.ServiceTest;
import io.parley.testkit.TestKeys;
import io.parley.testkit.TestTenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

/** What sockets are told, from the topics to the client, and what they are not. */
@ServiceTest
class SocketsIT {

    private static final Duration A_WHILE = Duration.ofMillis(700);

    private final Api api;
    private final Environment environment;
    private final TestTenant tenant = TestTenant.create();
    private final UUID conversation = UUID.randomUUID();
    private final News news;

    SocketsIT(@Autowired Api api, @Autowired Environment environment, @Autowired EventPublisher publisher) {
        this.api = api;
        this.environment = environment;
        this.news = new News(publisher, tenant.id());
    }

    @BeforeEach
    void isReady() {
        await().until(() -> api.get("/actuator/health/readiness").status() == 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"token\":\"\"}", "{\"token\":1}", "{\"token\":\"pk_abc\"}", "{\"token\":\"a.b.c\"}"})
    void refusesWhoShowsNoToken(String auth) {
        try (var socket = WireSocket.open(api.baseUrl())) {
            socket.send("40" + auth);

            assertThat(socket.next()).isEqualTo("44{\"message\":\"unauthorized\"}");
        }
    }

    @Test
    void refusesExpiredTokensAndThoseForAnotherAudience() {
        var now = Instant.now();
        var expired = TestKeys.sign(tenant.claims(Role.AGENT)
                .expirationTime(Date.from(now.minusSeconds(60)))
                .build());
        var foreign = TestKeys.sign(
                tenant.claims(Role.AGENT).audience("parley-refresh").build());

        assertThatThrownBy(() -> connect(Map.of("token", expired))).hasMessageContaining("unauthorized");
        assertThatThrownBy(() -> connect(Map.of("token", foreign))).hasMessageContaining("unauthorized");
    }

    @Test
    void endsTheSocketWhenItsTokenExpires() {
        var token = TestKeys.sign(tenant.claims(Role.AGENT)
                .expirationTime(Date.from(Instant.now().plusSeconds(6)))
                .build());

        try (var socket = connect(Map.of("token", token))) {
            assertThat(socket.next()).isEqualTo("41");
            assertThat(socket.isClosedWithin(Patience.SOON)).isTrue();
        }
    }

    @Test
    void tellsOfMessagesAndStatusesOfItsTenantAlone() {
        try (var mine = connect(tenant);
                var foreign = connect(TestTenant.create())) {
            foreign.ask("join-conversation", conversation.toString());
            news.warmUp(mine);

            var message = UUID.randomUUID();
            news.received(conversation, "Are you open?");
            var heard = mine.event();
            news.read(conversation, message);
            var status = mine.event();

            assertThat(heard.get(0).asString()).isEqualTo("message:new");
            assertThat(heard.get(1).path("content").path("text").asString()).isEqualTo("Are you open?");
            assertThat(heard.get(2).path("cursor").asString()).isNotEmpty();
            assertThat(status.get(0).asString()).isEqualTo("message:status");
            assertThat(status.get(1).path("messageId").asString()).isEqualTo(message.toString());
            assertThat(status.get(1).path("status").asString()).isEqualTo("READ");
            assertThat(foreign.isSilent(A_WHILE)).isTrue();
        }
    }

    @Test
    void tellsASocketOfScopeJoinedOnlyWhatItHasJoined() {
        try (var socket = connect(Map.of("token", tenant.token(Role.AGENT), "scope", "joined"))) {
            assertThat(socket.ask("join-conversation", Map.of("conversationId", conversation.toString()))
                            .path("success")
                            .asBoolean())
                    .isTrue();

            news.received(UUID.randomUUID(), "elsewhere");
            news.received(conversation, "here");

            assertThat(textOf(socket.event())).isEqualTo("here");
            socket.ask("leave-conversation", conversation.toString());
            news.received(conversation, "after");
            assertThat(socket.isSilent(A_WHILE)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "not-an-id", "0-0-0-0-0"})
    void refusesToJoinWhatIsNoId(String id) {
        try (var socket = connect(tenant)) {
            var answer = socket.ask("join-conversation", id);

            assertThat(answer.path("success").asBoolean()).isFalse();
            assertThat(answer.path("code").asString()).isEqualTo("VALIDATION_FAILED");
        }
    }

    @Test
    void tellsARepeatedEventOnceAndPassesPoisonOver() {
        try (var socket = connect(tenant)) {
            news.warmUp(socket);
            var event = news.received(conversation, "once");
            news.publish(event);
            news.poison(conversation);
            news.received(conversation, "next");

            assertThat(textOf(socket.event())).isEqualTo("once");
            assertThat(textOf(socket.event())).isEqualTo("next");
        }
    }

    @Test
    void tellsOthersOnAllInstancesWhoTypesAndThatItEndsWithTheSocket() {
        try (var other = SecondInstance.beside(environment);
                var writer = connect(tenant);
                var here = connect(tenant);
                var there = WireSocket.connect(other.url(), Map.of("token", tenant.token(Role.AGENT)));
                var foreign = WireSocket.connect(
                        other.url(), Map.of("token", TestTenant.create().token(Role.AGENT)))) {
            for (var socket : List.of(writer, here, there, foreign)) {
                socket.ask("join-conversation", conversation.toString());
            }
            writer.ask("typing-start", conversation.toString());

            for (var socket : List.of(here, there)) {
                var typing = socket.event();
                assertThat(typing.get(0).asString()).isEqualTo("typing:start");
                assertThat(typing.get(1).path("userId").asString())
                        .isEqualTo(tenant.user().toString());
                assertThat(typing.get(1).path("name").asString()).isEqualTo("Test User");
            }
            assertThat(writer.isSilent(A_WHILE)).isTrue();
            assertThat(foreign.isSilent(Duration.ofMillis(1))).isTrue();

            writer.close();
            assertThat(there.event().get(0).asString()).isEqualTo("typing:stop");
        }
    }

    @Test
    void tellsWhatWasMissedWithoutGapOrRepetitionWhileMoreComesAtAnyInstance() {
        var heard = new ArrayList<String>();
        String cursor;
        try (var socket = connect(tenant)) {
            news.warmUp(socket);
            news.received(conversation, "0");
            var event = socket.event();
            heard.add(textOf(event));
            cursor = event.get(2).path("cursor").asString();
        }
        IntStream.range(1, 50).forEach(number -> news.received(conversation, "" + number));
        var writer = Thread.ofVirtual()
                .start(() -> IntStream.range(50, 150).forEach(number -> news.received(conversation, "" + number)));

        try (var other = SecondInstance.beside(environment);
                var again =
                        WireSocket.connect(other.url(), Map.of("token", tenant.token(Role.AGENT), "since", cursor))) {
            while (heard.size() < 150) {
                heard.add(textOf(again.event()));
            }
            assertThat(again.isSilent(A_WHILE)).isTrue();
        }

        assertThat(writer.isAlive()).isFalse();
        assertThat(heard)
                .containsExactlyElementsOf(
                        IntStream.range(0, 150).mapToObj(Integer::toString).toList());
    }

    @Test
    void losesAndRepeatsNothingWhenTheProcessOfItsInstanceIsKilled() {
        var heard = new ArrayList<JsonNode>();
        try (var process = OtherProcess.beside(environment);
                var socket = WireSocket.connect(process.url(), Map.of("token", tenant.token(Role.AGENT)))) {
            news.warmUp(socket);
            Thread.ofVirtual()
                    .start(() -> IntStream.range(0, 200).forEach(number -> news.received(conversation, "" + number)));
            while (heard.size() < 50) {
                heard.add(socket.event());
            }
            process.close();
            assertThat(socket.isClosedWithin(Patience.SOON)).isTrue();
            heard.addAll(socket.events());
        }

        var cursor = heard.getLast().get(2).path("cursor").asString();
        try (var again = connect(Map.of("token", tenant.token(Role.AGENT), "since", cursor))) {
            while (heard.size() < 200) {
                heard.add(again.event());
            }
            assertThat(again.isSilent(A_WHILE)).isTrue();
        }
        assertThat(heard.stream().map(SocketsIT::textOf))
                .containsExactlyElementsOf(
                        IntStream.range(0, 200).mapToObj(Integer::toString).toList());
    }

    @Test
    void tellsASocketOfScopeJoinedWhatItMissedWhenItJoinsAgain() {
        var before = cursor();
        news.received(conversation, "missed");
        news.received(UUID.randomUUID(), "elsewhere");

        try (var socket = connect(Map.of("token", tenant.token(Role.AGENT), "scope", "joined", "since", before))) {
            assertThat(socket.isSilent(A_WHILE)).isTrue();
            socket.ask("join-conversation", conversation.toString());

            assertThat(textOf(socket.event())).isEqualTo("missed");
            assertThat(socket.isSilent(A_WHILE)).isTrue();
        }
    }

    @Test
    void takesATimeForACursor() {
        news.received(conversation, "before");
        awaitNextMillisecond();
        var time = Instant.now();
        awaitNextMillisecond();
        news.received(conversation, "after");

        try (var socket = connect(Map.of("token", tenant.token(Role.AGENT), "since", time.toString()))) {
            assertThat(textOf(socket.event())).isEqualTo("after");
        }
    }

    @Test
    void tellsToReloadWhereTheCursorSaysNothing() {
        var foreign = api.as(TestTenant.create(), Role.AGENT)
                .get("/api/events")
                .data()
                .path("cursor")
                .asString();

        for (var since : List.of("nonsense", foreign)) {
            try (var socket = connect(Map.of("token", tenant.token(Role.AGENT), "since", since))) {
                var event = socket.event();
                assertThat(event.get(0).asString()).isEqualTo("resync");
                assertThat(event.get(1).path("since").asString()).isEqualTo(since);
                assertThat(event.get(2).path("cursor").asString()).isNotEmpty();
            }
        }
    }

    @Test
    void movesBetweenHttpAndSocketsWithOneCursor() {
        var caller = api.as(tenant, Role.AGENT);
        var before = cursor();
        news.received(conversation, "one");

        var page = caller.get("/api/events?after=" + before + "&wait=30").data();
        assertThat(page.path("events").size()).isEqualTo(1);
        assertThat(page.path("events").get(0).path("event").asString()).isEqualTo("message:new");
        var after = page.path("cursor").asString();
        assertThat(caller.get("/api/events?after=" + after)
                        .data()
                        .path("events")
                        .size())
                .isZero();
        news.received(conversation, "two");

        try (var socket = connect(Map.of("token", tenant.token(Role.AGENT), "since", after))) {
            assertThat(textOf(socket.event())).isEqualTo("two");
            assertThat(socket.isSilent(A_WHILE)).isTrue();
        }
    }

    @Test
    void tellsInOrderWhoMovesFromPollingToAWebSocketMeanwhile() {
        var http = api.with("Content-Type", "text/plain");
        var opened = http.get("/socket.io/?EIO=4&transport=polling").text();
        var session = Json.events().readTree(opened.substring(1)).path("sid").asString();
        var auth = Map.of("token", tenant.token(Role.AGENT), "since", cursor());
        http.post(
                "/socket.io/?EIO=4&transport=polling&sid=" + session,
                "40" + Json.events().writeValueAsString(auth));
        var sent = new AtomicInteger();
        Thread.startVirtualThread(() ->
                IntStream.range(0, 300).forEach(number -> news.received(conversation, "" + sent.getAndIncrement())));

        try (var socket = WireSocket.raw(api.baseUrl(), "EIO=4&transport=websocket&sid=" + session)) {
            socket.send("2probe");
            assertThat(socket.next()).isEqualTo("3probe");
            await().atMost(Duration.ofSeconds(20)).until(() -> sent.get() > 100);
            socket.send("5");

            assertThat(socket.next().toString()).startsWith("40{");
            IntStream.range(0, 300)
                    .forEach(number -> assertThat(textOf(socket.event())).isEqualTo("" + number));
        }
    }

    @Test
    void letsAQuestionForEventsWaitForThem() {
        var before = cursor();
        var writer = Thread.ofVirtual().unstarted(() -> news.received(conversation, "late"));
        writer.start();

        var page = api.as(tenant, Role.AGENT)
                .get("/api/events?after=" + before + "&wait=30")
                .data();

        assertThat(page.path("events").size()).isEqualTo(1);
        assertThat(api.get("/api/events").status()).isEqualTo(401);
        assertThat(api.as(tenant, Role.AGENT).get("/api/events?wait=31").status())
                .isEqualTo(400);
    }

    /** Records are found by the millisecond. */
    private static void awaitNextMillisecond() {
        var time = Instant.now();
        await().until(() -> Instant.now().isAfter(time.plusMillis(2)));
    }

    private String cursor() {
        return api.as(tenant, Role.AGENT)
                .get("/api/events")
                .data()
                .path("cursor")
                .asString();
    }

    private WireSocket connect(TestTenant who) {
        return connect(Map.of("token", who.token(Role.AGENT)));
    }

    private WireSocket connect(Map<String, ?> auth) {
        return WireSocket.connect(api.baseUrl(), auth);
    }

    private static String textOf(JsonNode event) {
        return event.get(1).path("content").path("text").asString();
    }
}
