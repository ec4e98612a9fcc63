package io.parley.gateway;

import io.parley.tracing.Span;
import io.parley.tracing.Tracing;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** The span of each request, which the service's own continues. Where none are made, a caller's trace passes as it came. */
@Component
class Traces {

    static final String HEADER = "traceparent";

    private static final String SPAN = Traces.class.getName() + ".span";
    private static final int ID_BEGINS = 3;
    private static final int ID_ENDS = 35;

    private final Tracing tracing;

    Traces(Tracing tracing) {
        this.tracing = tracing;
    }

    /** Probes have none, nor have sockets, which are open for as long as somebody looks at them. */
    void begin(ServerWebExchange exchange) {
        var request = exchange.getRequest();
        var path = request.getURI().getRawPath();
        if (!tracing.isOn() || RequestPaths.isManagement(path) || RequestPaths.isSocket(path)) {
            return;
        }
        tracing.serve(request.getMethod().name(), request.getHeaders().getFirst(HEADER))
                .ifPresent(span -> exchange.getAttributes().put(SPAN, span));
    }

    /** Ends what {@link #begin} began, with the answer. */
    void end(ServerWebExchange exchange) {
        spanOf(exchange).ifPresent(span -> {
            Route route = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
            if (route != null) {
                span.route(route.getId());
            }
            var status = exchange.getResponse().getStatusCode();
            if (status != null) {
                span.tag("http.response.status_code", status.value());
                if (status.is5xxServerError()) {
                    span.fail(Integer.toString(status.value()));
                }
            }
            span.end();
        });
    }

    /** Has {@code work} log lines that name the request's trace. */
    static void named(ServerWebExchange exchange, Runnable work) {
        var traceparent = traceparentOf(exchange);
        if (traceparent == null) {
            work.run();
            return;
        }
        try (var traced = MDC.putCloseable("traceId", traceparent.substring(ID_BEGINS, ID_ENDS))) {
            work.run();
        }
    }

    /** Returns what the service is to continue; null where no span is made of this request. */
    static @Nullable String traceparentOf(ServerWebExchange exchange) {
        return spanOf(exchange).map(Span::traceparent).orElse(null);
    }

    private static Optional<Span> spanOf(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.getAttribute(SPAN));
    }
}
