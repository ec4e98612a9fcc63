package io.parley.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.EventTypes;
import io.parley.contract.Presence;
import io.parley.contract.PresenceBeat;
import io.parley.contract.Role;
import io.parley.contract.TenantId;
import io.parley.contract.Topics;
import io.parley.kit.event.Event;
import io.parley.kit.event.EventPublisher;
import io.parley.testkit.Api;
import io.parley.testkit.Patience;
import io.parley.testkit.ServiceTest;
import io.parley.testkit.TestTenant;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

/** Who is told that somebody has a conversation open, and for how long. */
@ServiceTest
class PresenceIT {

    private static final Duration A_WHILE = Duration.ofMillis(700);

    private final Api api;
    private final Environment environment;
    private final EventPublisher publisher;
    private final TestTenant ada = TestTenant.create();
    private final TestTenant bob = colleagueOf(ada);
    private final UUID conversation = UUID.randomUUID();

    PresenceIT(@Autowired Api api, @Autowired Environment environment, @Autowired EventPublisher publisher) {
        this.api = api;
        this.environment = environment;
        this.publisher = publisher;
    }

    @BeforeEach
    void isReady() {
        await().until(() -> api.get("/actuator/health/readiness").status() == 200);
    }

    @Test
    void tellsWhoComesAtOnceWhoIsThereAndTheOthersThatSomebodyCame() {
        try (var first = joined(api.baseUrl(), ada)) {
            var alone = first.presence();
            assertThat(alone.get(0).asString()).isEqualTo("presence");
            assertThat(alone.get(1).path("conversationId").asString()).isEqualTo(conversation.toString());
            assertThat(usersOf(alone)).containsExactly(ada.user().toString());
            assertThat(alone.get(1).path("users").get(0).path("name").asString())
                    .isEqualTo("Test User");
            assertThat(alone.get(2).path("cursor").asString()).isNotEmpty();

            try (var second = joined(api.baseUrl(), bob)) {
                for (var socket : List.of(first, second)) {
                    assertThat(usersOf(socket.presence()))
                            .containsExactly(ada.user().toString(), bob.user().toString());
                }
                second.ask("leave-conversation", conversation.toString());
                assertThat(usersOf(first.presence())).containsExactly(ada.user().toString());
                assertThat(second.presenceRests(A_WHILE)).isTrue();
            }
        }
    }

    @Test
    void noticesThatASocketIsGone() {
        try (var first = joined(api.baseUrl(), ada)) {
            first.presence();
            var second = joined(api.baseUrl(), bob);
            assertThat(usersOf(first.presence())).hasSize(2);

            second.close();

            assertThat(usersOf(first.presence())).containsExactly(ada.user().toString());
        }
    }

    @Test
    void countsTwoSocketsOfOneUserOnce() {
        try (var watcher = joined(api.baseUrl(), ada)) {
            watcher.presence();
            var one = joined(api.baseUrl(), bob);
            assertThat(usersOf(watcher.presence())).hasSize(2);
            var other = joined(api.baseUrl(), bob);
            assertThat(usersOf(other.presence())).hasSize(2);

            one.close();
            assertThat(watcher.presenceRests(A_WHILE)).isTrue();
            other.close();
            assertThat(usersOf(watcher.presence())).containsExactly(ada.user().toString());
        }
    }

    @Test
    void tellsNobodyElse() {
        var stranger = TestTenant.create();
        try (var elsewhere = WireSocket.connect(api.baseUrl(), Map.of("token", bob.token(Role.AGENT)));
                var foreign = joined(api.baseUrl(), stranger);
                var socket = joined(api.baseUrl(), ada)) {
            elsewhere.ask("join-conversation", UUID.randomUUID().toString());

            assertThat(usersOf(socket.presence())).containsExactly(ada.user().toString());
            assertThat(usersOf(foreign.presence()))
                    .containsExactly(stranger.user().toString());
            assertThat(usersOf(elsewhere.presence())).containsExactly(bob.user().toString());
            for (var one : List.of(elsewhere, foreign, socket)) {
                assertThat(one.presenceRests(A_WHILE)).isTrue();
            }
        }
    }

    @Test
    void tellsAtEachInstanceWhoIsAtAnyAlsoAtOneThatStartsLater() {
        try (var here = joined(api.baseUrl(), ada)) {
            here.presence();
            var other = SecondInstance.beside(environment);
            try (var there = joined(other.url(), bob)) {
                await().until(() -> usersOf(there.presence()).size() == 2);
                assertThat(usersOf(here.presence()))
                        .containsExactly(ada.user().toString(), bob.user().toString());

                other.close();

                assertThat(usersOf(here.presence())).containsExactly(ada.user().toString());
            }
        }
    }

    @Test
    void dropsTheUsersOfAnInstanceThatVanished() {
        var vanished = UUID.randomUUID();
        try (var quick = SecondInstance.beside(
                        environment,
                        "parley.realtime.presence.beat=200ms",
                        "parley.realtime.presence.expires-after=4s");
                var socket = joined(quick.url(), ada)) {
            socket.presence();
            say(vanished, ada.id(), bob);
            assertThat(usersOf(socket.presence())).hasSize(2);
            IntStream.range(0, 12).forEach(beat -> {
                assertThat(socket.presenceRests(Duration.ofMillis(500))).isTrue();
                beat(vanished);
            });

            assertThat(usersOf(socket.presence())).containsExactly(ada.user().toString());
        }
    }

    @Test
    void dropsTheUsersOfAnInstanceThatWasKilled() {
        try (var process = OtherProcess.beside(environment);
                var here = joined(api.baseUrl(), ada)) {
            here.presence();
            var there = joined(process.url(), bob);
            assertThat(usersOf(here.presence())).hasSize(2);

            process.close();

            assertThat(usersOf(here.presence())).containsExactly(ada.user().toString());
            assertThat(there.isClosedWithin(Patience.SOON)).isTrue();
        }
    }

    @Test
    void believesTheHeaderOfARecordAndNotItsBody() {
        try (var socket = joined(api.baseUrl(), ada)) {
            socket.presence();
            say(UUID.randomUUID(), TestTenant.create().id(), bob);

            assertThat(socket.presenceRests(A_WHILE)).isTrue();
        }
    }

    @Test
    void gathersWhatChangesAllTheTime() {
        try (var watcher = joined(api.baseUrl(), ada);
                var restless = WireSocket.connect(api.baseUrl(), Map.of("token", bob.token(Role.AGENT)))) {
            watcher.presence();
            IntStream.range(0, 20).forEach(time -> {
                restless.emit("join-conversation", conversation.toString(), 1);
                restless.emit("leave-conversation", conversation.toString(), 2);
            });
            restless.ask("join-conversation", conversation.toString());

            var told = 0;
            while (!watcher.presenceRests(A_WHILE)) {
                told++;
            }
            assertThat(told).isBetween(1, 20);
        }
    }

    private WireSocket joined(String url, TestTenant who) {
        var socket = WireSocket.connect(url, Map.of("token", who.token(Role.AGENT)));
        assertThat(socket.ask("join-conversation", conversation.toString())
                        .path("success")
                        .asBoolean())
                .isTrue();
        return socket;
    }

    /** Says what an instance of the service would that has a user in the conversation. */
    private void say(UUID instance, TenantId tenant, TestTenant who) {
        var since = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        publisher.publish(List.of(Event.of(
                        Topics.PRESENCE, EventTypes.PRESENCE, UUID.randomUUID(), tenant, conversation)
                .keyed(instance)
                .carrying(new Presence(
                        instance, conversation, List.of(new Presence.Present(who.user(), "Bob", since))))));
    }

    private void beat(UUID instance) {
        publisher.publish(
                List.of(Event.of(Topics.PRESENCE, EventTypes.PRESENCE_BEAT, UUID.randomUUID(), ada.id(), instance)
                        .carrying(new PresenceBeat(instance, false, false))));
    }

    private static TestTenant colleagueOf(TestTenant one) {
        return new TestTenant(one.id(), UUID.randomUUID(), one.phoneNumberId());
    }

    private static List<String> usersOf(JsonNode event) {
        return StreamSupport.stream(event.get(1).path("users").spliterator(), false)
                .map(user -> user.path("userId").asString())
                .toList();
    }
}
