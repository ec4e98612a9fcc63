package io.parley.tracing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What arrives at a collector. */
class ExportIT {

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final HttpServer collector =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    ExportIT() throws IOException {
        collector.createContext("/", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1);
            received.add(new Received(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    exchange.getRequestHeaders().getFirst("X-Key"),
                    body));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
    }

    @AfterEach
    void stop() {
        collector.stop(0);
    }

    @Test
    void sendsSpansWithoutBeingAsked() throws InterruptedException {
        try (var tracing = Export.of(properties(1), "webhook-ingest")) {
            tracing.serve("POST", null).orElseThrow().route("/api/webhook").end();

            var one = Objects.requireNonNull(received.poll(10, TimeUnit.SECONDS));
            assertThat(one.path()).isEqualTo("/v1/traces");
            assertThat(one.type()).isEqualTo("application/x-protobuf");
            assertThat(one.key()).isEqualTo("secret");
            assertThat(one.body()).contains("webhook-ingest", "POST /api/webhook");
        }
    }

    @Test
    void sendsAtTheEndWhatItStillHas() {
        try (var tracing = Export.of(properties(1), "gateway")) {
            tracing.serve("GET", null).orElseThrow().end();
        }

        assertThat(received)
                .singleElement()
                .satisfies(one -> assertThat(one.body()).contains("gateway"));
    }

    @Test
    void sendsNothingOfTracesThatAreNotSampled() {
        try (var tracing = Export.of(properties(0), "gateway")) {
            tracing.serve("GET", null).orElseThrow().end();
        }

        assertThat(received).isEmpty();
    }

    private TracingProperties properties(double ratio) {
        return new TracingProperties(
                "http://127.0.0.1:" + collector.getAddress().getPort(), "X-Key=secret", ratio);
    }

    private record Received(String path, String type, String key, String body) {}
}
