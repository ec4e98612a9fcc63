package io.parley.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TracingTest {

    static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    static final String PARENT = "b7ad6b7169203331";
    static final String SAMPLED = "00-" + TRACE + "-" + PARENT + "-01";
    static final String NOT_SAMPLED = "00-" + TRACE + "-" + PARENT + "-00";

    final InMemorySpanExporter exported = InMemorySpanExporter.create();

    @Test
    void makesNoSpansUntilSomebodyCollectsThem() {
        var off = Tracing.off();

        assertThat(off.isOn()).isFalse();
        assertThat(off.serve("GET", SAMPLED)).isEmpty();
        assertThat(off.serve("GET", null)).isEmpty();
        assertThat(off.follow("process raw-webhook", SAMPLED)).isEmpty();
    }

    @Test
    void continuesTheTraceOfACaller() {
        var tracing = Tracing.to(exported, 0, "webhook-ingest");

        var span = tracing.serve("POST", SAMPLED).orElseThrow();
        span.route("/api/webhook").tag("http.response.status_code", 200).end();

        var made = only();
        assertThat(made.getTraceId()).isEqualTo(TRACE);
        assertThat(made.getParentSpanId()).isEqualTo(PARENT);
        assertThat(made.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(made.getName()).isEqualTo("POST /api/webhook");
        assertThat(made.getResource().getAttribute(AttributeKey.stringKey("service.name")))
                .isEqualTo("webhook-ingest");
        assertThat(span.traceparent()).isEqualTo("00-" + TRACE + "-" + made.getSpanId() + "-01");
    }

    @Test
    void followsAnEventOnlyWhereItsTraceIsSampled() {
        var tracing = Tracing.to(exported, 1, "messaging-service");

        assertThat(tracing.follow("process raw-webhook", NOT_SAMPLED)).isEmpty();
        assertThat(tracing.follow("process raw-webhook", null)).isEmpty();
        tracing.follow("process raw-webhook", SAMPLED)
                .orElseThrow()
                .fail("IllegalArgumentException")
                .end();

        assertThat(only().getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(only().getParentSpanId()).isEqualTo(PARENT);
        assertThat(only().getStatus()).isEqualTo(StatusData.error());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "nonsense", "00-00000000000000000000000000000000-b7ad6b7169203331-01"})
    void beginsATraceWhereACallerHasNone(String traceparent) {
        var span = Tracing.to(exported, 1, "gateway").serve("GET", traceparent).orElseThrow();
        span.end();

        assertThat(only().getParentSpanId()).isEqualTo("0000000000000000");
        assertThat(span.traceparent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[13]");
    }

    @Test
    void keepsForAllThatFollowsThatATraceIsNotSampled() {
        var tracing = Tracing.to(exported, 0, "gateway");

        var begun = tracing.serve("GET", null).orElseThrow();
        begun.end();

        assertThat(begun.isSampled()).isFalse();
        assertThat(tracing.serve("GET", begun.traceparent())).isEmpty();
        assertThat(tracing.follow("process user-changed", begun.traceparent())).isEmpty();
        assertThat(exported.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void boundsWhatIsSaidOfASpan() {
        var tracing = Tracing.to(exported, 1, "gateway");

        tracing.serve("X".repeat(500), null)
                .orElseThrow()
                .tag("long", "x".repeat(5_000))
                .end();

        assertThat(only().getName()).isEqualTo("HTTP");
        assertThat(only().getAttributes().get(AttributeKey.stringKey("http.request.method")))
                .isEqualTo("_OTHER");
        assertThat(only().getAttributes().get(AttributeKey.stringKey("long"))).hasSize(256);
    }

    private SpanData only() {
        List<SpanData> all = exported.getFinishedSpanItems();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }
}
