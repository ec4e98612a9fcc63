package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.testkit.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a front end with the real socket.io-client is told, through the gateway. */
@ExtendWith(StackExtension.class)
class RealtimeIT {

    private static final String ADA = "+447700900401";
    private static final String BOB = "+447700900402";
    private static final Duration SOON = Patience.SOON;
    private static final int MANY = 60;

    private final Stack stack;
    private final Number number = Number.create();
    private final Tenant tenant;
    private final AtomicInteger written = new AtomicInteger();

    RealtimeIT(Stack stack) {
        this.stack = stack;
        this.tenant = Tenant.with(stack, "Sockets", number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"polling\"]", "[\"websocket\"]", "[\"polling\",\"websocket\"]"})
    void tellsOfMessagesOverEveryTransport(String transports) {
        var names = List.of(transports.replaceAll("[\\[\\]\"]", "").split(","));
        try (var client = connect(Map.of("token", tenant.token()), names)) {
            // A quick upgrade is done before the namespace has answered.
            assertThat(client.await("connect", one -> true).path("transport").asString())
                    .isIn(names);
            if (names.size() > 1) {
                assertThat(client.await("upgrade", one -> true)
                                .path("transport")
                                .asString())
                        .isEqualTo("websocket");
            }

            var heard = hearsOf(client, tenant, number);

            assertThat(heard.path("args").path(0).path("direction").asString()).isEqualTo("INBOUND");
            assertThat(heard.path("args").path(1).path("cursor").asString()).isNotEmpty();
            client.await("conversation:updated", one -> true);
        }
    }

    @Test
    void refusesWhoHasNoAccessToken() {
        for (var token : List.of("", "no token", tenant.refreshToken(), tenant.token() + "x")) {
            try (var client = connect(Map.of("token", token), List.of("websocket"))) {
                assertThat(client.await("connect_error", one -> true)
                                .path("message")
                                .asString())
                        .isEqualTo("unauthorized");
                assertThat(client.heard("connect")).isEmpty();
            }
        }
    }

    @Test
    void showsWhoTypesToTheOthersInTheConversationAlone() {
        var foreigner = Tenant.register(stack, "Foreign");
        try (var one = connected(tenant);
                var other = connected(tenant);
                var elsewhere = connected(tenant);
                var foreign = connected(foreigner)) {
            var conversation = hearsOf(one, tenant, number)
                    .path("args")
                    .path(0)
                    .path("conversationId")
                    .asString();
            for (var client : List.of(one, other, foreign)) {
                client.emit("join-conversation", conversation);
                assertThat(client.await("ack", ack -> true)
                                .path("answer")
                                .path("success")
                                .asBoolean())
                        .isTrue();
            }

            one.emit("typing-start", conversation);
            var heard = other.await("typing:start", event -> true).path("args").path(0);
            one.emit("typing-stop", conversation);
            other.await("typing:stop", event -> true);

            assertThat(heard.path("conversationId").asString()).isEqualTo(conversation);
            assertThat(heard.path("name").asString()).isEqualTo("Owner of Sockets");
            for (var client : List.of(one, elsewhere, foreign)) {
                assertThat(client.heard("typing:start")).isEmpty();
            }
        }
    }

    @Test
    void tellsEverythingOnceToWhoComesBackWithACursorWhileMessagesFlow() throws InterruptedException {
        var foreignNumber = Number.create();
        var foreigner = Tenant.with(stack, "Foreign", foreignNumber);
        var told = new ArrayList<JsonNode>();
        try (var client = connected(tenant)) {
            hearsOf(client, tenant, number);
            told.addAll(client.heard("message:new"));
        }
        var half = new CountDownLatch(MANY / 2);
        var writing = CompletableFuture.runAsync(() -> {
            for (var i = 0; i < MANY; i++) {
                write(number, i % 2 == 0 ? ADA : BOB, "No. " + i);
                write(foreignNumber, ADA, "Foreign " + i);
                half.countDown();
            }
        });

        for (var visit = 0; visit < 4 && !writing.isDone(); visit++) {
            try (var client = comesBack(told)) {
                await().atMost(SOON)
                        .until(() ->
                                writing.isDone() || !client.heard("message:new").isEmpty());
                told.addAll(client.heard("message:new"));
                assertThat(client.heard("resync")).isEmpty();
            }
            assertThat(half.await(1, TimeUnit.MINUTES)).isTrue();
        }
        writing.join();
        await().atMost(SOON).until(() -> tenant.total("") == written.get());
        var everything =
                tenant.messages().stream().map(one -> one.path("id").asString()).toList();
        try (var client = comesBack(told)) {
            await("everything was told")
                    .atMost(SOON)
                    .until(() -> told.size() + client.heard("message:new").size() >= everything.size());
            told.addAll(client.heard("message:new"));
        }

        assertThat(idsOf(told)).containsExactlyInAnyOrderElementsOf(everything);
        assertThat(foreigner.total("")).isPositive();
    }

    private SocketClient comesBack(List<JsonNode> told) {
        var cursor = told.getLast().path("args").path(1).path("cursor").asString();
        return connect(Map.of("token", tenant.token(), "since", cursor), List.of("websocket"));
    }

    private SocketClient connect(Map<String, String> auth, List<String> transports) {
        return SocketClient.connect(stack.url(), Map.of("auth", auth, "transports", transports));
    }

    private SocketClient connected(Tenant whose) {
        var client = connect(Map.of("token", whose.token()), List.of("websocket"));
        client.await("connect", one -> true);
        return client;
    }

    /** Has the customer write until the client, which began to listen a moment ago, hears of it; returns the first that it heard. */
    private JsonNode hearsOf(SocketClient client, Tenant whose, Number to) {
        await("the client hears of messages to " + whose.id())
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    if (client.heard("message:new").isEmpty()) {
                        write(to, ADA, "Hello?");
                    }
                    return !client.heard("message:new").isEmpty();
                });
        return client.heard("message:new").getFirst();
    }

    private void write(Number to, String from, String text) {
        var message = new LinkedHashMap<String, Object>();
        message.put("phoneNumberId", to.id());
        message.put("from", from);
        message.put("text", text);
        stack.sandbox().inbound(message);
        if (to.equals(number)) {
            written.incrementAndGet();
        }
    }

    private static List<String> idsOf(List<JsonNode> events) {
        return events.stream()
                .map(one -> one.path("args").path(0).path("id").asString())
                .toList();
    }
}
