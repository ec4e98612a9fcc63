package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.parley.acceptance.Collector.Collected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is collected of one webhook, from the gateway to the sockets; {@code target/trace.txt} shows it. */
@ExtendWith(StackExtension.class)
class TracingIT {

    private static final String CUSTOMER = "447700900781";
    private static final String META = "b7ad6b7169203331";
    private static final String UNASKED = "1bf7651916cd43dd8448eb211c80319c";

    private static final String[] EXPECTED = {
        "gateway: POST webhook",
        "webhook-ingest: POST /api/webhook",
        "webhook-ingest: process raw-webhook",
        "messaging-service: process raw-webhook",
        "webhook-ingest: process webhook-outcome",
        "conversation-service: process message-received",
        "contact-service: process message-received",
        "analytics-service: process message-received",
        "realtime-service: emit message:new",
        "realtime-service: emit conversation:updated"
    };

    private final Stack stack;
    private final Number number = Number.create();
    private final Tenant tenant;

    TracingIT(Stack stack) {
        this.stack = stack;
        this.tenant = Tenant.with(stack, "Traced", number);
    }

    @Test
    void oneWebhookIsOneTraceFromTheGatewayToTheSockets() throws IOException {
        var trace = traced();
        var spans = stack.collector().spansOf(trace);
        var tree = Collector.tree(spans, META);
        Files.writeString(Path.of("target/trace.txt"), tree);

        var gateway = only(trace, "gateway", "POST webhook");
        var door = only(trace, "webhook-ingest", "POST /api/webhook");
        var messaging = only(trace, "messaging-service", "process raw-webhook");
        var conversation = only(trace, "conversation-service", "process message-received");
        var told = only(trace, "realtime-service", "emit message:new");
        assertThat(gateway.parent()).isEqualTo(META);
        assertThat(gateway.kind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
        assertThat(gateway.attributes().get("http.response.status_code")).contains("200");
        assertThat(door.parent()).isEqualTo(gateway.id());
        assertThat(messaging.parent()).isEqualTo(door.id());
        assertThat(messaging.kind()).isEqualTo(SpanKind.SPAN_KIND_CONSUMER);
        assertThat(conversation.parent()).isEqualTo(messaging.id());
        assertThat(told.parent()).isEqualTo(messaging.id());
        assertThat(told.attributes().get("parley.sockets")).contains("1");
        assertThat(only(trace, "realtime-service", "emit conversation:updated").parent())
                .isEqualTo(conversation.id());
        assertThat(tree.lines()).as("nothing hangs in the air:%n%s", tree).hasSameSizeAs(spans);
        assertThat(spans.toString()).doesNotContain(CUSTOMER, number.id(), "Where are you", "wamid", number.secret());
        assertThat(stack.collector().traces()).contains(trace).doesNotContain(UNASKED);
    }

    /** Posts a webhook while a socket listens, and returns the trace once all is collected that follows from it. */
    private String traced() {
        var collector = stack.collector();
        var trace = UUID.randomUUID().toString().replace("-", "");
        try (var client = SocketClient.connect(
                stack.url(), Map.of("auth", Map.of("token", tenant.token()), "transports", List.of("websocket")))) {
            client.await("connect", one -> true);
            await("the client hears of messages")
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        if (client.heard("message:new").isEmpty()) {
                            post(UNASKED, "00");
                        }
                        return !client.heard("message:new").isEmpty();
                    });

            post(trace, "01");

            await("all that follows from the webhook is collected")
                    .untilAsserted(() -> assertThat(collector.spansOf(trace))
                            .extracting(span -> span.service() + ": " + span.name())
                            .contains(EXPECTED));
        }
        return trace;
    }

    private Collected only(String trace, String service, String name) {
        var found = stack.collector().spansOf(trace).stream()
                .filter(span -> span.service().equals(service) && span.name().equals(name))
                .toList();
        assertThat(found).as(service + ": " + name).hasSize(1);
        return found.getFirst();
    }

    private void post(String trace, String flags) {
        var message = Webhook.text(
                "wamid." + UUID.randomUUID(), CUSTOMER, Instant.now().getEpochSecond(), "Where are you?");
        var answer = Webhook.signed(Webhook.of(Webhook.entry(number, List.of(message), List.of())), number.secret())
                .post(stack.api().with("traceparent", "00-" + trace + "-" + META + "-" + flags));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }
}
