package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.acceptance.Stack.Service;
import io.parley.kit.json.Json;
import io.parley.testkit.Api;
import io.parley.testkit.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Two instances of realtime-service behave as one, also when one of them is killed. */
@ExtendWith(StackExtension.class)
class RealtimeInstancesIT {

    private static final String ADA = "+447700900411";
    private static final Duration SOON = Patience.SOON;
    private static final int MANY = 120;
    private static final int CLIENTS = 4;

    private final Stack stack;
    private final Number number = Number.create();
    private final Tenant tenant;
    private final RealtimeInstance second;
    private final AtomicInteger written = new AtomicInteger();

    RealtimeInstancesIT(Stack stack) {
        this.stack = stack;
        this.tenant = Tenant.with(stack, "Instances", number);
        this.second = RealtimeInstance.start(stack);
    }

    @AfterEach
    void end() {
        second.close();
    }

    @Test
    void tellsTheSameAtEachInstance() {
        var foreigner = Tenant.register(stack, "Foreign");
        try (var here = connected(stack.url(Service.REALTIME), tenant);
                var there = connected(second.url(), tenant);
                var foreign = connected(second.url(), foreigner)) {
            var conversation = conversationHeardBy(here, there);
            for (var client : List.of(here, there, foreign)) {
                client.emit("join-conversation", conversation);
                client.await("ack", ack -> true);
            }

            for (var client : List.of(here, there, foreign)) {
                client.await("presence", one -> usersIn(one) == 1); // one user, at two sockets
            }
            here.emit("typing-start", conversation);
            there.await("typing:start", event -> true);
            there.emit("typing-start", conversation);
            here.await("typing:start", event -> true);
            tenant.send(ADA, "An answer");
            for (var client : List.of(here, there)) {
                client.await("message:new", one -> direction(one).equals("OUTBOUND"));
            }

            assertThat(here.heard("presence")).allMatch(one -> usersIn(one) == 1);
            assertThat(foreign.heard("typing:start")).isEmpty();
            assertThat(foreign.heard("message:new")).isEmpty();
        }
    }

    @Test
    void movesClientsOfAKilledInstanceToAnotherWithoutAGapOrARepetition() {
        var clients = new ArrayList<SocketClient>();
        try (var balancer = RoundRobin.over(second.port(), stack.port() + 8)) {
            for (var i = 0; i < CLIENTS; i++) {
                clients.add(comingBack(balancer.url()));
            }
            conversationHeardBy(clients.toArray(SocketClient[]::new));
            var writing = CompletableFuture.runAsync(() -> {
                for (var i = 0; i < MANY; i++) {
                    write("No. " + i);
                }
            });
            await().atMost(SOON).until(() -> written.get() > MANY / 3);
            second.close();
            writing.join();

            await().atMost(SOON).until(() -> tenant.total("") == written.get());
            var everything = tenant.messages().stream()
                    .map(one -> one.path("id").asString())
                    .toList();
            for (var client : clients) {
                var first = idsHeardBy(client).getFirst();
                var due = everything.reversed().subList(everything.reversed().indexOf(first), everything.size());
                await().atMost(SOON).until(() -> idsHeardBy(client).size() >= due.size());
                assertThat(idsHeardBy(client)).containsExactlyInAnyOrderElementsOf(due);
                assertThat(client.heard("resync")).isEmpty();
            }
            assertThat(clients.stream().map(client -> client.heard("connect").size()))
                    .as("half of the clients were thrown out")
                    .containsExactlyInAnyOrder(1, 1, 2, 2);
        } finally {
            clients.forEach(SocketClient::close);
        }
    }

    @Test
    void saysClearlyThatAPollCameToTheWrongInstance() {
        var here = new Api(stack.url(Service.REALTIME));
        var there = new Api(second.url()).with("Content-Type", "text/plain");
        var polling = "/socket.io/?EIO=4&transport=polling";
        var opened = here.get(polling).text();
        var session = Json.events().readTree(opened.substring(1)).path("sid").asString();

        for (var answer :
                List.of(there.get(polling + "&sid=" + session), there.post(polling + "&sid=" + session, "40{}"))) {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("code").asInt(-1)).isEqualTo(1);
            assertThat(answer.json().path("message").asString()).isEqualTo("Session ID unknown");
        }
        var right = here.with("Content-Type", "text/plain").post(polling + "&sid=" + session, "40{}");
        assertThat(right.status()).isEqualTo(200);
    }

    private SocketClient connected(String url, Tenant whose) {
        var client = SocketClient.connect(
                url, Map.of("auth", Map.of("token", whose.token()), "transports", List.of("websocket")));
        client.await("connect", one -> true);
        return client;
    }

    private SocketClient comingBack(String url) {
        var client = SocketClient.connect(
                url,
                Map.of(
                        "auth",
                        Map.of("token", tenant.token()),
                        "transports",
                        List.of("websocket"),
                        "reconnection",
                        true,
                        "reconnectionDelay",
                        200));
        client.await("connect", one -> true);
        return client;
    }

    /** Has the customer write until each client, which began to listen a moment ago, hears of it; returns the conversation. */
    private String conversationHeardBy(SocketClient... clients) {
        await("all clients hear of messages")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    write("Hello?");
                    return List.of(clients).stream()
                            .noneMatch(client -> client.heard("message:new").isEmpty());
                });
        return clients[0]
                .heard("message:new")
                .getFirst()
                .path("args")
                .path(0)
                .path("conversationId")
                .asString();
    }

    private void write(String text) {
        stack.sandbox().inbound(Map.of("phoneNumberId", number.id(), "from", ADA, "text", text));
        written.incrementAndGet();
    }

    private static int usersIn(JsonNode heard) {
        return heard.path("args").path(0).path("users").size();
    }

    private static String direction(JsonNode heard) {
        return heard.path("args").path(0).path("direction").asString();
    }

    private static List<String> idsHeardBy(SocketClient client) {
        return client.heard("message:new").stream()
                .map(one -> one.path("args").path(0).path("id").asString())
                .toList();
    }
}
