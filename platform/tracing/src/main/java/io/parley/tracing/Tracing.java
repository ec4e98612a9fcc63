package io.parley.tracing;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the spans of a service. Where nobody collects them it makes none, and nothing of OpenTelemetry's is set up. Which
 * span something belongs to is a matter of its {@code traceparent}: there is no current span that could be forgotten.
 */
public final class Tracing implements AutoCloseable {

    private static final String TRACEPARENT = "traceparent";
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE");
    private static final Tracing OFF = new Tracing(null, () -> {});

    private final @Nullable Tracer tracer;
    private final Runnable end;

    Tracing(@Nullable Tracer tracer, Runnable end) {
        this.tracer = tracer;
        this.end = end;
    }

    /** Returns one that makes no spans. */
    public static Tracing off() {
        return OFF;
    }

    /** Returns one that hands its spans to {@code exporter} as soon as they end: for tests. */
    public static Tracing to(SpanExporter exporter, double ratio, String service) {
        return Export.to(SimpleSpanProcessor.create(exporter), ratio, service);
    }

    public boolean isOn() {
        return tracer != null;
    }

    /**
     * Begins the span of a request. Of one that comes with the {@code traceparent} of a trace that is not sampled there is
     * none; of one that comes with none there is always one, sampled or not, so that what follows keeps the decision.
     */
    public Optional<Span> serve(String method, @Nullable String traceparent) {
        if (tracer == null) {
            return Optional.empty();
        }
        var parent = parentIn(traceparent);
        var given = io.opentelemetry.api.trace.Span.fromContext(parent).getSpanContext();
        if (given.isValid() && !given.isSampled()) {
            return Optional.empty();
        }
        var known = METHODS.contains(method) ? method : "_OTHER";
        var name = METHODS.contains(method) ? method : "HTTP";
        return Optional.of(new Span(
                tracer.spanBuilder(name)
                        .setParent(parent)
                        .setSpanKind(SpanKind.SERVER)
                        .setAttribute("http.request.method", known)
                        .startSpan(),
                name));
    }

    /** Begins the span of what follows from an event; there is one only where the event belongs to a trace that is sampled. */
    public Optional<Span> follow(String name, @Nullable String traceparent) {
        if (tracer == null) {
            return Optional.empty();
        }
        var parent = parentIn(traceparent);
        if (!io.opentelemetry.api.trace.Span.fromContext(parent)
                .getSpanContext()
                .isSampled()) {
            return Optional.empty();
        }
        return Optional.of(new Span(
                tracer.spanBuilder(name)
                        .setParent(parent)
                        .setSpanKind(SpanKind.CONSUMER)
                        .startSpan(),
                name));
    }

    /** Hands over what has ended, within seconds. */
    @Override
    public void close() {
        end.run();
    }

    private static Context parentIn(@Nullable String traceparent) {
        return traceparent == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, TheHeader.INSTANCE);
    }

    /** A carrier that is nothing but the header's value. */
    private enum TheHeader implements TextMapGetter<String> {
        INSTANCE;

        @Override
        public Iterable<String> keys(String traceparent) {
            return List.of(TRACEPARENT);
        }

        @Override
        public @Nullable String get(@Nullable String traceparent, String key) {
            return key.equals(TRACEPARENT) ? traceparent : null;
        }
    }
}
