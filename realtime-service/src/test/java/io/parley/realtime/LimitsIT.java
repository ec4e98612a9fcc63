package io.parley.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.contract.Role;
import io.parley.contract.Topics;
import io.parley.kit.event.EventPublisher;
import io.parley.kit.json.Json;
import io.parley.testkit.Api;
import io.parley.testkit.Patience;
import io.parley.testkit.ServiceTest;
import io.parley.testkit.TestKeys;
import io.parley.testkit.TestTenant;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** What one client may ask for and cost, at an instance with small limits. */
@ServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsIT {

    private static final Duration SOON = Patience.SOON;
    private static final String CUT = "realtime.engine.slow-readers";

    private final Environment environment;
    private final EventPublisher publisher;
    private SecondInstance instance;

    @SuppressWarnings("NullAway.Init")
    LimitsIT(@Autowired Environment environment, @Autowired EventPublisher publisher) {
        this.environment = environment;
        this.publisher = publisher;
    }

    @BeforeAll
    void start() {
        instance = SecondInstance.beside(
                environment,
                "parley.realtime.feed.replay-limit=5",
                "parley.realtime.feed.scan-limit=100",
                "parley.realtime.sockets.rooms=3",
                "parley.realtime.sockets.events-per-second=5",
                "parley.realtime.sockets.max-payload=2KB",
                "parley.realtime.sockets.backlog-messages=200",
                "parley.realtime.sockets.backlog-size=1MB");
    }

    @AfterAll
    void stop() {
        instance.close();
    }

    @Test
    void cutsOffWhoDoesNotReadAndNobodyElse() {
        var tenant = TestTenant.create();
        var news = new News(publisher, tenant.id());
        var long20k = "x".repeat(20_000);
        var before = instance.counted(CUT);
        var waiting = backlog();
        try (var lazy = RawSocket.connect(port(), Json.events().writeValueAsString(auth(tenant)));
                var eager = connect(auth(tenant))) {
            news.warmUp(eager);

            IntStream.range(0, 500).forEach(number -> {
                news.received(UUID.randomUUID(), number + long20k);
                assertThat(textOf(eager)).startsWith(number + "x");
            });

            await().atMost(SOON).until(() -> instance.counted(CUT) == before + 1);
            assertThat(lazy.isClosedWhenRead()).isTrue();
            await().atMost(SOON).until(() -> backlog() <= waiting);
        }
    }

    @Test
    void cutsOffWhoDoesNotPoll() {
        var tenant = TestTenant.create();
        var news = new News(publisher, tenant.id());
        var before = instance.counted(CUT);
        var waiting = backlog();
        var http = instance.api().with("Content-Type", "text/plain");
        var polling = "/socket.io/?EIO=4&transport=polling&sid=" + session(http);
        http.post(polling, "40" + Json.events().writeValueAsString(auth(tenant)));
        assertThat(http.get(polling).text()).startsWith("40");
        await().atMost(SOON).until(() -> {
            news.received(UUID.randomUUID(), "warm up");
            return backlog() > waiting;
        });

        IntStream.range(0, 201).forEach(number -> news.received(UUID.randomUUID(), "" + number));

        await().atMost(SOON).until(() -> instance.counted(CUT) == before + 1);
        assertThat(http.get(polling).status()).isEqualTo(400);
    }

    @Test
    void tellsToReloadWhereMoreWasMissedThanIsToldLater() {
        var tenant = TestTenant.create();
        var news = new News(publisher, tenant.id());
        var cursor = cursor(tenant);
        IntStream.range(0, 5).forEach(number -> news.received(UUID.randomUUID(), "" + number));
        try (var few = connect(auth(tenant, cursor))) {
            IntStream.range(0, 5).forEach(number -> assertThat(nameOf(few)).isEqualTo("message:new"));
        }

        news.received(UUID.randomUUID(), "one too many");
        try (var many = connect(auth(tenant, cursor))) {
            assertThat(nameOf(many)).isEqualTo("resync");
        }
    }

    @Test
    void tellsToReloadWhereTooMuchOfOthersLiesBetween() {
        var tenant = TestTenant.create();
        var cursor = cursor(tenant);
        var others = new News(publisher, TestTenant.create().id());
        IntStream.range(0, 101).forEach(number -> others.received(UUID.randomUUID(), "" + number));

        try (var socket = connect(auth(tenant, cursor))) {
            assertThat(nameOf(socket)).isEqualTo("resync");
        }
    }

    @Test
    void tellsToReloadWhereWhatWasMissedIsTooOld() throws ExecutionException, InterruptedException {
        var tenant = TestTenant.create();
        var news = new News(publisher, tenant.id());
        var conversation = UUID.randomUUID();
        var cursor = cursor(tenant);
        var time = Instant.now().minusSeconds(1);
        news.received(conversation, "gone");
        deleteAll(Topics.MESSAGE_RECEIVED);
        news.received(conversation, "there");

        for (var since : List.of(cursor, time.toString())) {
            try (var socket = connect(auth(tenant, since))) {
                assertThat(nameOf(socket)).isEqualTo("resync");
            }
        }
        try (var socket = connect(auth(tenant, cursor(tenant)))) {
            news.received(conversation, "new");
            assertThat(nameOf(socket)).isEqualTo("message:new");
        }
    }

    @Test
    void letsASocketJoinAsManyConversationsAsItMay() {
        try (var socket = connect(auth(TestTenant.create()))) {
            var rooms = IntStream.range(0, 4)
                    .mapToObj(number -> UUID.randomUUID().toString())
                    .toList();
            rooms.subList(0, 3)
                    .forEach(room -> assertThat(codeOf(socket, "join-conversation", room))
                            .isEmpty());

            assertThat(codeOf(socket, "join-conversation", rooms.get(3))).isEqualTo("TOO_MANY_CONVERSATIONS");
            assertThat(codeOf(socket, "join-conversation", rooms.getFirst())).isEmpty();
            assertThat(codeOf(socket, "leave-conversation", rooms.getFirst())).isEmpty();
            assertThat(codeOf(socket, "join-conversation", rooms.get(3))).isEmpty();
        }
    }

    @Test
    void refusesWhatASocketAsksTooOftenAndEndsOneThatDoesNotStop() {
        try (var socket = connect(auth(TestTenant.create()))) {
            var room = UUID.randomUUID().toString();
            await().atMost(SOON).until(() -> {
                IntStream.range(0, 20).forEach(number -> socket.emitQuietly("typing-stop", room, 100 + number));
                return codeOf(socket, "typing-stop", room).equals("TOO_MANY_REQUESTS");
            });
            await().atMost(SOON).until(() -> codeOf(socket, "typing-stop", room).isEmpty());

            IntStream.range(0, 300).forEach(number -> socket.emitQuietly("typing-stop", room, number));
            assertThat(socket.isClosedWithin(SOON)).isTrue();
        }
    }

    @Test
    void takesNoMoreAtOnceThanItSays() {
        var http = instance.api().with("Content-Type", "text/plain");
        var session = session(http);
        var polling = "/socket.io/?EIO=4&transport=polling&sid=" + session;
        var most = "4" + "2[\"typing-stop\",\"" + "x".repeat(2_000) + "\"]";

        try (var socket = connect(auth(TestTenant.create()))) {
            socket.send(most);
            assertThat(codeOf(socket, "typing-stop", "short")).isEqualTo("VALIDATION_FAILED");
            socket.send(most + "x".repeat(100));
            assertThat(socket.isClosedWithin(SOON)).isTrue();
        }
        assertThat(http.post(polling, "4" + "x".repeat(2_048)).status()).isEqualTo(413);
        assertThat(http.get(polling).status()).isEqualTo(400);
    }

    @Test
    void refusesMoreConnectionsThanItHasRoomFor() {
        try (var small = SecondInstance.beside(environment, "parley.realtime.sockets.max-connections=1");
                var one = WireSocket.connect(small.url(), auth(TestTenant.create()))) {
            var answer = small.api().get("/socket.io/?EIO=4&transport=polling");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().path("code").asInt()).isEqualTo(4);
            assertThatThrownBy(() -> WireSocket.open(small.url()))
                    .hasCauseInstanceOf(WebSocketHandshakeException.class);
            one.close();
            await().atMost(SOON)
                    .until(() -> small.api()
                                    .get("/socket.io/?EIO=4&transport=polling")
                                    .status()
                            == 200);
        }
    }

    @Test
    void hasRoomAgainWhenATokenHasExpired() {
        try (var small = SecondInstance.beside(environment, "parley.realtime.sockets.max-connections=1")) {
            var token = TestKeys.sign(TestTenant.create()
                    .claims(Role.AGENT)
                    .expirationTime(Date.from(Instant.now().plusSeconds(6)))
                    .build());
            var one = WireSocket.connect(small.url(), Map.of("token", token));
            assertThat(one.next()).isEqualTo("41");

            assertThat(one.isClosedWithin(SOON)).isTrue();
            await().until(() ->
                    small.api().get("/socket.io/?EIO=4&transport=polling").status() == 200);
        }
    }

    @Test
    void sendsItsSocketsAwayWhenItStops() {
        var stopping = SecondInstance.beside(environment);
        try (var socket = WireSocket.connect(stopping.url(), auth(TestTenant.create()))) {
            stopping.close();

            assertThat(socket.isClosedWithin(SOON)).isTrue();
            assertThat(socket.code()).isEqualTo(1000); // as soon as it stops, not when nothing was said for a while
        }
    }

    private int port() {
        return URI.create(instance.url()).getPort();
    }

    private double backlog() {
        return instance.measured("realtime.engine.backlog");
    }

    private WireSocket connect(Map<String, ?> auth) {
        return WireSocket.connect(instance.url(), auth);
    }

    private String cursor(TestTenant tenant) {
        return instance.api()
                .as(tenant, Role.AGENT)
                .get("/api/events")
                .data()
                .path("cursor")
                .asString();
    }

    private void deleteAll(String topic) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(
                Map.of("bootstrap.servers", environment.getRequiredProperty("spring.kafka.bootstrap-servers")))) {
            var latest = new HashMap<TopicPartition, OffsetSpec>();
            admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                    .flatMap(one -> one.partitions().stream())
                    .map(one -> new TopicPartition(topic, one.partition()))
                    .forEach(partition -> latest.put(partition, OffsetSpec.latest()));
            var all = new HashMap<TopicPartition, RecordsToDelete>();
            admin.listOffsets(latest)
                    .all()
                    .get()
                    .forEach((partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end.offset())));
            admin.deleteRecords(all).all().get();
        }
    }

    private static String session(Api http) {
        var opened = http.get("/socket.io/?EIO=4&transport=polling").text();
        return Json.events().readTree(opened.substring(1)).path("sid").asString();
    }

    private static Map<String, String> auth(TestTenant tenant) {
        return Map.of("token", tenant.token(Role.AGENT));
    }

    private static Map<String, String> auth(TestTenant tenant, String since) {
        return Map.of("token", tenant.token(Role.AGENT), "since", since);
    }

    private static String codeOf(WireSocket socket, String event, String argument) {
        return socket.ask(event, argument).path("code").asString("");
    }

    private static String nameOf(WireSocket socket) {
        return socket.event().get(0).asString();
    }

    private static String textOf(WireSocket socket) {
        return socket.event().get(1).path("content").path("text").asString();
    }
}
