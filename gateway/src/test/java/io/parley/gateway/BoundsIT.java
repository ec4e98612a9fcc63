package io.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundsIT {

    static final int MEBIBYTE = 1024 * 1024;

    static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.with(
                "PARLEY_TENANT_BURST=50",
                "PARLEY_TENANT_RATE=1",
                "PARLEY_LOGIN_LIMIT=5",
                "PARLEY_WEBHOOK_IN_FLIGHT=4MB",
                "spring.cloud.gateway.server.webflux.httpclient.response-timeout=5s");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void reset() {
        gateway.reset();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/messages, 1",
        "/api/settings, 1",
        "/api/webhook, 3",
        "/api/webhook/events/replay, 1",
        "/api/media, 101",
        "/api/contacts, 1",
        "/api/contacts/import/csv, 101"
    })
    void takesABodyUpToTheLimitOfItsPathAndNotAByteMore(String path, int mebibytes) {
        var limit = mebibytes * MEBIBYTE;

        var most = gateway.send(gateway.authorized(path).POST(BodyPublishers.ofByteArray(new byte[limit])));
        assertThat(most.statusCode()).isEqualTo(200);

        assertThat(announce(path, limit + 1)).isEqualTo(413);
    }

    @Test
    void letsWhoSendsTooMuchReadTheAnswer() {
        for (var i = 0; i < 20; i++) {
            var answer = gateway.send(
                    gateway.request("/api/webhook").POST(BodyPublishers.ofByteArray(new byte[8 * MEBIBYTE])));

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("\"code\":\"PAYLOAD_TOO_LARGE\"");
        }
        assertThat(gateway.ingest.received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/api/messages, 1", "/api/webhook, 3"})
    void cutsABodyOffThatNeverSaidHowLongItIs(String path, int mebibytes) throws IOException {
        try (var wire = new Wire(gateway.port())) {
            wire.send(head("POST", path) + "Transfer-Encoding: chunked\r\n\r\n");
            wire.send(chunk(mebibytes * MEBIBYTE));
            wire.send("1\r\nx\r\n");

            var answer = wire.answer();

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).contains("\"code\":\"PAYLOAD_TOO_LARGE\"");
            assertThat(answer.header("X-Request-Id")).isNotEmpty();
        }
        assertThat(gateway.ingest.received()).isEmpty();
        assertThat(gateway.messaging.received()).isEmpty();
    }

    @Test
    void takesChunksThatStayWithinTheLimit() throws IOException {
        try (var wire = new Wire(gateway.port())) {
            wire.send(head("POST", "/api/webhook") + "Transfer-Encoding: chunked\r\n\r\n");
            wire.send(chunk(3 * MEBIBYTE));
            wire.send("0\r\n\r\n");

            assertThat(wire.answer().status()).isEqualTo(200);
        }
        assertThat(gateway.ingest.last().body()).hasSize(3 * MEBIBYTE);
    }

    @Test
    void refusesMoreWebhooksThanMayBeInFlightAndRecovers() throws Exception {
        var busy = new CountDownLatch(1);
        var arrived = new CountDownLatch(1);
        gateway.ingest.answers(exchange -> {
            arrived.countDown();
            awaitQuietly(busy);
            FakeService.ok(exchange);
        });
        try (var first = new Wire(gateway.port())) {
            first.send(head("POST", "/api/webhook") + "Content-Length: " + 3 * MEBIBYTE + "\r\n\r\n");
            first.send(new byte[3 * MEBIBYTE]);
            assertThat(arrived.await(1, TimeUnit.MINUTES)).isTrue();

            var second = gateway.send(
                    gateway.request("/api/webhook").POST(BodyPublishers.ofByteArray(new byte[2 * MEBIBYTE])));
            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(second.headers().firstValue("Retry-After")).contains("1");

            busy.countDown();
            assertThat(first.answer().status()).isEqualTo(200);
        }
        await().untilAsserted(() -> assertThat(gateway.send(gateway.request("/api/webhook")
                                .POST(BodyPublishers.ofByteArray(new byte[3 * MEBIBYTE])))
                        .statusCode())
                .isEqualTo(200));
    }

    @Test
    void limitsATenantAndNotItsNeighbour() {
        var tenant = UUID.randomUUID();
        for (var i = 0; i < 50; i++) {
            assertThat(status(tenant)).isEqualTo(200);
        }

        // On a slow machine some of the allowance is back by now.
        var refused = messages(tenant);
        for (var i = 0; i < 1_000 && refused.statusCode() == 200; i++) {
            refused = messages(tenant);
        }

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("\"code\":\"TOO_MANY_REQUESTS\"");
        assertThat(refused.headers().firstValueAsLong("Retry-After")).hasValue(1);
        assertThat(status(UUID.randomUUID())).isEqualTo(200);
    }

    @Test
    void limitsLoginsAndRegistrationsOfOneAddressTogetherAndNothingElse() {
        for (var i = 0; i < 5; i++) {
            assertThat(post(i % 2 == 0 ? "/api/auth/login" : "/api/auth/register"))
                    .isEqualTo(200);
        }

        assertThat(post("/api/auth/login")).isEqualTo(429);
        assertThat(post("/api/auth/register")).isEqualTo(429);
        assertThat(post("/api/auth/refresh")).isEqualTo(200);
        assertThat(post("/api/webhook")).isEqualTo(200);
    }

    @Test
    void answersUnavailableWhenAServiceIsSilentForTooLong() {
        var never = new CountDownLatch(1);
        gateway.messaging.answers(exchange -> awaitQuietly(never));

        var answer = gateway.send(gateway.authorized("/api/messages").POST(BodyPublishers.ofString("{}")));
        never.countDown();

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"code\":\"SERVICE_UNAVAILABLE\"").doesNotContain("error\"");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(gateway.messaging.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void neverSendsARequestTwice(String method) {
        gateway.messaging.answers(exchange -> {
            throw new IOException("reset");
        });

        var answer = gateway.send(gateway.authorized("/api/messages").method(method, BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(gateway.messaging.received()).hasSize(1);
    }

    @Test
    void blamesASlowSenderNotTheService() throws IOException {
        try (var wire = new Wire(gateway.port())) {
            wire.send(head("POST", "/api/messages") + "Content-Length: 10\r\n\r\n{");

            assertThat(wire.answer().status()).isEqualTo(400);
        }
    }

    @Test
    void takesNoUpgradeWhereNoneIsMeant() throws IOException {
        var answer = gateway.sendRaw(head("GET", "/api/webhook")
                + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void dressesEvenWhatTheServerRefusesByItself() throws IOException {
        var garbage = Map.of(
                "GARBAGE\r\n\r\n",
                400,
                "GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
                414,
                "GET /health HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(20_000) + "\r\n\r\n",
                431,
                "GET /health?a=%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                400,
                "POST /api/webhook HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                400);
        for (var request : garbage.entrySet()) {
            var answer = gateway.sendRaw(request.getKey());

            assertThat(answer.status()).isEqualTo(request.getValue());
            assertThat(answer.body()).startsWith("{\"success\":false").contains(answer.header("X-Request-Id"));
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        }
    }

    private static int announce(String path, int length) {
        try {
            return gateway.sendRaw(head("POST", path) + "Content-Length: " + length + "\r\n\r\n")
                    .status();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String head(String method, String path) {
        return method + " " + path + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + gateway.mint.token() + "\r\n";
    }

    private static byte[] chunk(int size) throws IOException {
        var chunk = new ByteArrayOutputStream();
        chunk.write((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.write(new byte[size]);
        chunk.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        return chunk.toByteArray();
    }

    private static int status(UUID tenant) {
        return messages(tenant).statusCode();
    }

    private static HttpResponse<String> messages(UUID tenant) {
        return gateway.send(gateway.request("/api/messages")
                .header("Authorization", "Bearer " + gateway.mint.tokenFor(tenant, "AGENT")));
    }

    private static int post(String path) {
        return gateway.send(gateway.request(path).POST(BodyPublishers.ofString("{}")))
                .statusCode();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("nobody let go");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
