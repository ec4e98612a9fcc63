package io.parley.kit.web;

import io.parley.kit.trace.Trace;
import io.parley.tracing.Span;
import io.parley.tracing.Tracing;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.web.servlet.HandlerMapping;

/** The span of a request: named after its route and never after its path, which may name somebody. */
final class RequestSpans {

    private static final int SERVER_ERROR = 500;

    private final Tracing tracing;

    RequestSpans(Tracing tracing) {
        this.tracing = tracing;
    }

    /** Begins it; probes have none, nor have sockets, which are open for as long as somebody looks at them. */
    Optional<Span> begin(HttpServletRequest request) {
        var path = request.getRequestURI();
        return path.startsWith("/actuator") || path.startsWith("/socket.io")
                ? Optional.empty()
                : tracing.serve(request.getMethod(), request.getHeader(Trace.HEADER));
    }

    /** Ends it with the answer, now or when that is complete. */
    static void end(Span span, HttpServletRequest request, HttpServletResponse response) {
        if (request.isAsyncStarted()) {
            request.getAsyncContext().addListener(new AtTheEnd(() -> finish(span, request, response)));
        } else {
            finish(span, request, response);
        }
    }

    private static void finish(Span span, HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String route) {
            span.route(route);
        }
        var status = response.getStatus();
        span.tag("http.response.status_code", status);
        if (status >= SERVER_ERROR) {
            span.fail(Integer.toString(status));
        }
        span.end();
    }

    private record AtTheEnd(Runnable work) implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            work.run();
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
