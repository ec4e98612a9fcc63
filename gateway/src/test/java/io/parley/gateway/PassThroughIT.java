package io.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassThroughIT {

    static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.with();
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
        "/api/settings, auth",
        "/api/settings/numbers/1, auth",
        "/api/numbers, auth",
        "/api/auth/me, auth",
        "/api/webhook, ingest",
        "/api/webhook/ledger, ingest",
        "/api/messages, messaging",
        "/api/messages/018f5a10-0000-7000-8000-000000000001, messaging",
        "/api/media/018f5a10-0000-7000-8000-000000000001, messaging",
        "/api/conversations, conversation",
        "/api/conversations/018f5a10-0000-7000-8000-000000000001/read, conversation",
        "/api/contacts, contact",
        "/api/contacts/export, contact",
        "/api/contacts/import/csv, contact",
        "/api/contacts/import/018f5a10-0000-7000-8000-000000000001, contact",
        "/api/contacts/018f5a10-0000-7000-8000-000000000001, contact",
        "/api/templates, template",
        "/api/templates/sync, template",
        "/api/templates/018f5a10-0000-7000-8000-000000000001/preview, template",
        "/api/analytics/overview, analytics",
        "/api/analytics/export, analytics",
        "/api/events, realtime",
        "/socket.io, realtime",
        "/socket.io/, realtime"
    })
    void asksTheServiceThatOwnsThePath(String path, String owner) {
        var answer = gateway.send(gateway.authorized(path));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(serviceCalled(owner).last().uri()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"caf\\u00e9 \\ud83d\\udc4d https:\\/\\/x.io\"}",
                "{ \"a\" :1,\r\n\t\"a\":2 }\u0000\u0001",
                "caf\u00e9 as ISO-8859-1, which is no UTF-8: \u00ff\u00fe"
            })
    void passesAWebhookOnByteForByte(String text) {
        var body = text.getBytes(StandardCharsets.ISO_8859_1);

        gateway.send(gateway.request("/api/webhook")
                .header("X-Hub-Signature-256", "sha256=00ff")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)));

        assertThat(gateway.ingest.last().body()).isEqualTo(body);
        assertThat(gateway.ingest.last().header("X-Hub-Signature-256")).containsExactly("sha256=00ff");
        assertThat(gateway.ingest.last().header("Content-Type")).containsExactly("application/json");
    }

    @Test
    void passesThreeMebibytesOfNoiseOnByteForByte() {
        var body = new byte[3 * 1024 * 1024];
        new Random(7).nextBytes(body);

        var answer = gateway.send(gateway.request("/api/webhook").POST(BodyPublishers.ofByteArray(body)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(gateway.ingest.last().body()).isEqualTo(body);
    }

    @Test
    void leavesACompressedBodyCompressed() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(new byte[10_000_000]);
        }

        gateway.send(gateway.request("/api/webhook")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(bytes.toByteArray())));

        assertThat(gateway.ingest.last().body()).isEqualTo(bytes.toByteArray());
        assertThat(gateway.ingest.last().header("Content-Encoding")).containsExactly("gzip");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hub.mode=subscribe&hub.verify_token=a+b%20c%2B&hub.challenge=905518877",
                "search=%C3%BC%26&tag=a&tag=b&empty=&none&x=1=2",
                "to=%2B4915112345678",
                "cursor=b3BhcXVl==&search=%20a"
            })
    void leavesTheQueryAsItIs(String query) {
        gateway.send(gateway.request("/api/webhook?" + query));

        assertThat(gateway.ingest.last().uri()).isEqualTo("/api/webhook?" + query);
    }

    @Test
    void removesWhatOnlyItMaySay() throws IOException {
        var answer = gateway.sendRaw("POST /api/webhook HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 2\r\n"
                + "X-Forwarded-For: 6.6.6.6\r\nForwarded: for=6.6.6.6\r\nX-Real-IP: 6.6.6.6\r\nX-Forwarded-Host: evil.example\r\n"
                + "X-Forwarded-Prefix: /x\r\nX-Tenant-Id: 1\r\nX-User-Id: 1\r\nX-Role: OWNER\r\nX-Internal-Secret: 1\r\n"
                + "X-Original-URL: /actuator\r\nX-HTTP-Method-Override: DELETE\r\nX-Request-Id: chosen-1\r\n"
                + "Proxy-Authorization: Basic x\r\nTE: trailers\r\nKeep-Alive: 5\r\nX-Nominated: 1\r\n"
                + "Connection: X-Nominated, X-Request-Id, X-Forwarded-For\r\n\r\n{}");

        assertThat(answer.status()).isEqualTo(200);
        var seen = gateway.ingest.last();
        assertThat(seen.headers().keySet())
                .doesNotContainAnyElementsOf(List.of(
                        "Forwarded",
                        "X-real-ip",
                        "X-forwarded-host",
                        "X-forwarded-prefix",
                        "X-tenant-id",
                        "X-user-id",
                        "X-role",
                        "X-internal-secret",
                        "X-original-url",
                        "X-http-method-override",
                        "Proxy-authorization",
                        "Te",
                        "Keep-alive",
                        "X-nominated"));
        assertThat(seen.header("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(seen.header("X-Forwarded-Proto")).containsExactly("http");
        assertThat(seen.header("X-Request-Id")).containsExactly("chosen-1");
        assertThat(seen.header("Host")).noneMatch(host -> host.contains("evil"));
    }

    @Test
    void keepsASaneRequestIdOnTheWayThereAndBack() {
        var id = "AZaz09._-".repeat(7);

        var answer = gateway.send(gateway.authorized("/api/messages").header("X-Request-Id", id));

        assertThat(answer.headers().allValues("X-Request-Id")).containsExactly(id);
        assertThat(gateway.messaging.last().header("X-Request-Id")).containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "a,b",
                "ü",
                "${jndi:x}",
                "12345678901234567890123456789012345678901234567890123456789012345"
            })
    void replacesARequestIdThatIsNotSane(String id) throws IOException {
        var answer = gateway.sendRaw("GET /api/webhook HTTP/1.1\r\nHost: a\r\nX-Request-Id: " + id + "\r\n\r\n");

        assertThat(answer.header("X-Request-Id")).matches("[0-9a-f]{32}");
        assertThat(gateway.ingest.last().header("X-Request-Id")).containsExactly(answer.header("X-Request-Id"));
    }

    @Test
    void hasOneRequestIdWhereTheServiceAnswersWithItToo() {
        gateway.messaging.answers(exchange -> {
            exchange.getResponseHeaders().add("X-Request-Id", "chosen-1");
            FakeService.ok(exchange);
        });

        var answer = gateway.send(gateway.authorized("/api/messages").header("X-Request-Id", "chosen-1"));

        assertThat(answer.headers().allValues("X-Request-Id")).containsExactly("chosen-1");
    }

    @Test
    void addsTheSecurityHeaders() {
        var headers = gateway.send(gateway.authorized("/api/messages")).headers();

        assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(headers.allValues("X-Frame-Options")).containsExactly("DENY");
        assertThat(headers.allValues("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(headers.allValues("Cache-Control")).containsExactly("no-store");
        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow()).startsWith("default-src 'none'");
        assertThat(headers.firstValue("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void leavesCachingToTheServiceThatDecidesOnIt() {
        gateway.messaging.answers(exchange -> {
            exchange.getResponseHeaders().add("Cache-Control", "private, max-age=60");
            exchange.getResponseHeaders().add("ETag", "\"1\"");
            exchange.getResponseHeaders().add("Server", "secret/1.0");
            exchange.sendResponseHeaders(304, -1);
        });

        var answer = gateway.send(gateway.authorized("/api/media/1").header("If-None-Match", "\"1\""));

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("private, max-age=60");
        assertThat(answer.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void passesAServicesRefusalOnUnchanged() {
        var envelope = "{\"success\":false,\"code\":\"CONTACT_OPTED_OUT\"}";
        gateway.messaging.answers(exchange -> FakeService.respond(exchange, 400, envelope));

        var answer = gateway.send(gateway.authorized("/api/messages").POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(envelope);
    }

    private static FakeService serviceCalled(String name) {
        return switch (name) {
            case "auth" -> gateway.auth;
            case "ingest" -> gateway.ingest;
            case "contact" -> gateway.contact;
            case "template" -> gateway.template;
            case "analytics" -> gateway.analytics;
            case "realtime" -> gateway.realtime;
            case "conversation" -> gateway.conversation;
            default -> gateway.messaging;
        };
    }
}
