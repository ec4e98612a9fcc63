package io.parley.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whose span a service continues. */
class TracesIT {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SAMPLED = "00-" + TRACE + "-b7ad6b7169203331-01";
    private static final String NOT_SAMPLED = "00-" + TRACE + "-b7ad6b7169203331-00";

    @Test
    void servicesContinueTheGatewaysSpanOfARequestThatIsSampled() {
        try (var collector = FakeService.start();
                var gateway = RunningGateway.with(
                        "OTEL_EXPORTER_OTLP_ENDPOINT=" + collector.uri(), "OTEL_TRACES_SAMPLER_ARG=0")) {

            assertThat(passed(gateway, SAMPLED))
                    .matches("00-" + TRACE + "-[0-9a-f]{16}-01")
                    .isNotEqualTo(SAMPLED);
            assertThat(passed(gateway, NOT_SAMPLED)).isEqualTo(NOT_SAMPLED);
            assertThat(passed(gateway, "nonsense")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[02]");

            await().until(() -> !collector.received().isEmpty());
            assertThat(collector.received())
                    .allSatisfy(one -> assertThat(one.uri()).isEqualTo("/v1/traces"));
            assertThat(collector.received().stream()
                            .map(one -> new String(one.body(), ISO_8859_1))
                            .collect(Collectors.joining()))
                    .containsOnlyOnce("POST webhook")
                    .doesNotContain("/api/webhook");
        }
    }

    @Test
    void withoutACollectorATraceparentPassesAsItCame() {
        try (var gateway = RunningGateway.with()) {
            assertThat(passed(gateway, SAMPLED)).isEqualTo(SAMPLED);
        }
    }

    private static String passed(RunningGateway gateway, String traceparent) {
        gateway.send(gateway.request("/api/webhook")
                .header("traceparent", traceparent)
                .POST(BodyPublishers.ofString("{}")));
        assertThat(gateway.ingest.last().header("traceparent")).hasSize(1);
        return gateway.ingest.last().header("traceparent").getFirst();
    }
}
