package io.parley.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.parley.contract.MessageChanged;
import io.parley.contract.Topics;
import io.parley.kit.event.Records;
import io.parley.kit.id.Ids;
import io.parley.messaging.FakeGraphFiles.Sent;
import io.parley.testkit.TestTenant;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A customer's file is here soon after its message, once, and only if it is what WhatsApp announced. */
class FetchIT extends MediaTest {

    final byte[] image = FakeGraphFiles.jpeg(300_000);
    final String graphId = "gid" + UUID.randomUUID();
    TestTenant tenant = TestTenant.create();

    @BeforeEach
    void connect() {
        tenant = connectedTenant();
    }

    @Test
    void isHereSoonAfterItsMessage() {
        files.hold(graphId, Sent.of(image));

        var message = receiveFile(tenant, graphId, image);

        awaitMediaStatus(tenant, message, "STORED");
        var content = contentOf(tenant, message);
        assertThat(content.path("size").asInt()).isEqualTo(image.length);
        assertThat(content.path("caption").stringValue()).isEqualTo("Look");
        assertThat(content.path("mediaUrl").stringValue()).isEqualTo("/api/media/" + mediaOf(tenant.id(), message));
        var file = as(tenant).get(content.path("mediaUrl").stringValue());
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.body()).isEqualTo(image);
        assertThat(file.headers().firstValue("Content-Type")).hasValue("image/jpeg");
    }

    @Test
    void tellsOthersOnce() {
        files.hold(graphId, Sent.of(image));

        var message = receiveFile(tenant, graphId, image);

        awaitMediaStatus(tenant, message, "STORED");
        await().atMost(SOON).until(() -> !changes().isEmpty());
        assertThat(changes()).singleElement().satisfies(changed -> {
            assertThat(changed.change()).isEqualTo(MessageChanged.Change.MEDIA_STORED);
            assertThat(changed.message().id()).isEqualTo(message);
            assertThat(changed.message().content()).containsEntry("mediaStatus", "STORED");
        });
    }

    @Test
    void isFetchedOnceHoweverOftenItsWebhookComes() {
        files.hold(graphId, Sent.of(image));
        var rawEvent = ids.next();
        var element = fileElement(graphId, "wamid.again" + rawEvent, image);
        var message = Ids.derived("message", tenant.id(), tenant.phoneNumberId(), "wamid.again" + rawEvent);
        publish(WebhookFixtures.messages(tenant, rawEvent, element));
        await().atMost(SOON)
                .until(() -> as(tenant).get("/api/messages/" + message).status() == 200);
        awaitMediaStatus(tenant, message, "STORED");

        publish(WebhookFixtures.messages(tenant, rawEvent, element));
        publish(WebhookFixtures.messages(tenant, ids.next(), element));

        awaitOutcomes(tenant, 3);
        await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> files.downloads(graphId) == 1);
        assertThat(contentOf(tenant, message).path("mediaStatus").stringValue()).isEqualTo("STORED");
    }

    @Test
    void asksForANewAddressWhereTheOldOneHasExpired() {
        files.hold(graphId, Sent.of(image).staleFor(3));

        var message = receiveFile(tenant, graphId, image);

        awaitMediaStatus(tenant, message, "STORED");
    }

    @Test
    void isWaitedForHoweverLongWhatsAppIsAway() {
        files.hold(graphId, Sent.of(image));
        files.failDescriptions(graphId, 7);

        var message = receiveFile(tenant, graphId, image);

        awaitMediaStatus(tenant, message, "STORED");
        assertThat(contentOf(tenant, message).has("mediaError")).isFalse();
    }

    @Test
    void goesOnWhereAKilledProcessStopped() {
        files.hold(graphId, Sent.of(image));
        var wamid = "wamid.killed" + ids.next();
        var message = Ids.derived("message", tenant.id(), tenant.phoneNumberId(), wamid);
        var key = keyOf(tenant, mediaOf(tenant.id(), message));
        KillableStore.killAfterWriting(key);

        publish(WebhookFixtures.messages(tenant, ids.next(), fileElement(graphId, wamid, image)));

        await().dontCatchUncaughtExceptions().atMost(SOON).until(() -> KillableStore.hasKilled(key));
        awaitMediaStatus(tenant, message, "STORED");
        assertThat(files.downloads(graphId)).isEqualTo(2);
        assertThat(storedFiles(tenant)).hasSize(1);
        await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> changes().size() == 1);
    }

    @Test
    void refusesWhatIsNotTheAnnouncedFile() {
        files.hold(graphId, Sent.of(image).announcedAs(FakeGraphFiles.hex(bytes("something else"))));

        var message = receiveFile(tenant, graphId, image);

        awaitMediaStatus(tenant, message, "FAILED");
        assertThat(contentOf(tenant, message).path("mediaError").path("code").stringValue())
                .isEqualTo("MEDIA_HASH_MISMATCH");
        assertThat(storedFiles(tenant)).isEmpty();
    }

    @Test
    void refusesWhatIsNotTheFileThatTheWebhookAnnounced() {
        files.hold(graphId, Sent.of(image));

        var message = receiveFile(tenant, graphId, bytes("something else"));

        awaitMediaStatus(tenant, message, "FAILED");
        assertThat(contentOf(tenant, message).path("mediaError").path("code").stringValue())
                .isEqualTo("MEDIA_HASH_MISMATCH");
    }

    @Test
    void doesNotEvenBeginAFileThatIsTooLarge() {
        files.hold(graphId, Sent.of(image).announcedWith(100L * 1024 * 1024 + 1));

        var message = receiveFile(tenant, graphId, image);

        awaitMediaStatus(tenant, message, "FAILED");
        assertThat(contentOf(tenant, message).path("mediaError").path("code").stringValue())
                .isEqualTo("MEDIA_TOO_LARGE");
        assertThat(files.downloads(graphId)).isZero();
    }

    @Test
    void saysWhyAndTriesAgainWhenAsked() {
        var message = receiveFile(tenant, graphId, image);
        awaitMediaStatus(tenant, message, "FAILED");
        var media = "/api/media/" + mediaOf(tenant.id(), message);
        assertThat(as(tenant).get(media).status()).isEqualTo(409);
        assertThat(as(tenant).get(media).text()).contains("MEDIA_FAILED");
        assertThat(contentOf(tenant, message).path("mediaError").path("code").stringValue())
                .isEqualTo("100");
        await().atMost(SOON).until(() -> !changes().isEmpty());
        assertThat(changes().getLast().change()).isEqualTo(MessageChanged.Change.MEDIA_FAILED);

        files.hold(graphId, Sent.of(image));
        assertThat(as(tenant).post(media + "/retry", Map.of()).status()).isEqualTo(202);

        awaitMediaStatus(tenant, message, "STORED");
        assertThat(contentOf(tenant, message).has("mediaError")).isFalse();
        assertThat(as(tenant).get(media).body()).isEqualTo(image);
        assertThat(as(tenant).post(media + "/retry", Map.of()).text()).contains("MEDIA_NOT_FAILED");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(changes())
                        .extracting(MessageChanged::change)
                        .containsExactly(MessageChanged.Change.MEDIA_FAILED, MessageChanged.Change.MEDIA_STORED));
    }

    @Test
    void isFetchedUnderANewToken() {
        connect(tenant, "expired-token", 2);
        files.hold(graphId, Sent.of(image));
        // Whatever is sent before the new token is there still goes out under the old one.
        await().atMost(SOON).until(() -> {
            var probe = send(tenant, "probe");
            await().atMost(SOON)
                    .until(() -> FakeGraph.shared().refused(tenant.phoneNumberId()) > 0
                            || statusOf(tenant, probe).equals("SENT"));
            return FakeGraph.shared().refused(tenant.phoneNumberId()) > 0;
        });

        var message = receiveFile(tenant, graphId, image);
        awaitMediaStatus(tenant, message, "FAILED");
        assertThat(contentOf(tenant, message).path("mediaError").path("code").stringValue())
                .isEqualTo("190");
        connect(tenant, "fresh-token", 3);

        await().atMost(SOON).until(() -> {
            as(tenant).post("/api/media/" + mediaOf(tenant.id(), message) + "/retry", Map.of());
            return contentOf(tenant, message).path("mediaStatus").asString("").equals("STORED");
        });
    }

    @Test
    void saysThatItIsOnItsWay() {
        files.hold(graphId, Sent.of(image).staleFor(Integer.MAX_VALUE));

        var message = receiveFile(tenant, graphId, image);
        var answer = as(tenant).get("/api/media/" + mediaOf(tenant.id(), message));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("code").stringValue()).isIn("MEDIA_NOT_READY", "MEDIA_FAILED");
        if (answer.text().contains("MEDIA_NOT_READY")) {
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://lookaside.fbsbx.com/file",
                "https://lookaside.fbsbx.com@127.0.0.1:%d/file",
                "http://127.0.0.1:%d/file",
                "https://127.0.0.1:%d/file",
                "http://localhost:%d/file",
                "https://evil.example/file",
                "not an address"
            })
    void fetchesFromNowhereElse(String address) throws IOException {
        try (var inside = new Inside()) {
            files.hold(graphId, Sent.of(image).at(address.formatted(inside.port())));

            var message = receiveFile(tenant, graphId, image);

            awaitMediaStatus(tenant, message, "FAILED");
            assertThat(contentOf(tenant, message)
                            .path("mediaError")
                            .path("code")
                            .stringValue())
                    .isEqualTo("MEDIA_ADDRESS_REFUSED");
            assertThat(inside.requests()).isEmpty();
        }
    }

    @Test
    void followsNoRedirectToAnotherPlace() throws IOException {
        try (var inside = new Inside()) {
            files.hold(graphId, Sent.of(image).leadingTo("http://127.0.0.1:" + inside.port() + "/file"));

            var message = receiveFile(tenant, graphId, image);

            awaitMediaStatus(tenant, message, "FAILED");
            assertThat(contentOf(tenant, message)
                            .path("mediaError")
                            .path("code")
                            .stringValue())
                    .isEqualTo("MEDIA_ADDRESS_REFUSED");
            assertThat(inside.requests()).isEmpty();
        }
    }

    @Test
    void givesUpARedirectThatLeadsInACircle() {
        files.hold(graphId, Sent.of(image).leadingTo("/file/" + graphId + "/1"));

        var message = receiveFile(tenant, graphId, image);

        awaitMediaStatus(tenant, message, "FAILED");
    }

    @Test
    void isNobodyElses() {
        files.hold(graphId, Sent.of(image));
        var message = receiveFile(tenant, graphId, image);
        awaitMediaStatus(tenant, message, "STORED");
        var stranger = as(connectedTenant()).with("X-Request-Id", "isolation");
        var absent = stranger.get("/api/media/" + UUID.randomUUID());

        var foreign = stranger.get("/api/media/" + mediaOf(tenant.id(), message));

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.body()).isEqualTo(absent.body());
    }

    private List<MessageChanged> changes() {
        return eventsOf(tenant, Topics.MESSAGE_CHANGED).stream()
                .map(entry -> Records.read(entry, MessageChanged.class))
                .toList();
    }

    /** A server inside the network that nobody outside should reach. */
    private static final class Inside implements AutoCloseable {

        private final HttpServer server;
        private final List<String> requests = new CopyOnWriteArrayList<>();

        Inside() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                requests.add(exchange.getRequestURI() + " "
                        + exchange.getRequestHeaders().getFirst("Authorization"));
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
        }

        int port() {
            return server.getAddress().getPort();
        }

        List<String> requests() {
            return requests;
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
