package io.parley.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Where the stack's spans go: it takes OTLP over HTTP, as collectors do, and remembers everything. */
final class Collector implements AutoCloseable {

    private final HttpServer server;
    private final List<Collected> spans = new CopyOnWriteArrayList<>();

    private Collector(HttpServer server) {
        this.server = server;
    }

    static Collector open() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var collector = new Collector(server);
            server.createContext("/v1/traces", collector::take);
            server.start();
            return collector;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what the stack is started with: it makes spans only of requests that ask for it. */
    Map<String, String> environment() {
        return Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "OTEL_TRACES_SAMPLER_ARG",
                "0");
    }

    Set<String> traces() {
        return spans.stream().map(Collected::trace).collect(Collectors.toSet());
    }

    /** Returns the spans of one trace, in the order in which they began. */
    List<Collected> spansOf(String trace) {
        return spans.stream()
                .filter(span -> span.trace().equals(trace))
                .sorted(Comparator.comparingLong(Collected::begun))
                .toList();
    }

    /** Returns a trace as people read it: what follows from a span is indented below it. */
    static String tree(List<Collected> spans, String root) {
        var text = new StringBuilder();
        if (!spans.isEmpty()) {
            print(spans, root, "", spans.getFirst().begun(), text);
        }
        return text.toString();
    }

    private static void print(List<Collected> all, String parent, String indent, long begin, StringBuilder text) {
        for (var span : all) {
            if (span.parent().equals(parent)) {
                text.append("%-22s %-46s +%5.1f ms  %6.1f ms%n"
                        .formatted(
                                span.service(),
                                indent + span.name(),
                                (span.begun() - begin) / 1e6,
                                span.took().toNanos() / 1e6));
                print(all, span.id(), indent + "  ", begin, text);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
            for (var resource : request.getResourceSpansList()) {
                var service = serviceOf(resource);
                resource.getScopeSpansList()
                        .forEach(scope -> scope.getSpansList().forEach(span -> spans.add(Collected.of(service, span))));
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static String serviceOf(ResourceSpans spans) {
        return spans.getResource().getAttributesList().stream()
                .filter(one -> one.getKey().equals("service.name"))
                .map(one -> one.getValue().getStringValue())
                .findFirst()
                .orElse("");
    }

    /**
     * A span as it arrived.
     *
     * @param begun nanoseconds since 1970
     */
    record Collected(
            String service,
            String name,
            Span.SpanKind kind,
            String trace,
            String id,
            String parent,
            long begun,
            Duration took,
            Map<String, String> attributes) {

        static Collected of(String service, Span span) {
            var hex = HexFormat.of();
            return new Collected(
                    service,
                    span.getName(),
                    span.getKind(),
                    hex.formatHex(span.getTraceId().toByteArray()),
                    hex.formatHex(span.getSpanId().toByteArray()),
                    hex.formatHex(span.getParentSpanId().toByteArray()),
                    span.getStartTimeUnixNano(),
                    Duration.ofNanos(span.getEndTimeUnixNano() - span.getStartTimeUnixNano()),
                    span.getAttributesList().stream()
                            .collect(Collectors.toMap(
                                    KeyValue::getKey, one -> one.getValue().toString())));
        }
    }
}
