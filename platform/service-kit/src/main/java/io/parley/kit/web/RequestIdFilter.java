package io.parley.kit.web;

import io.parley.kit.id.Ids;
import io.parley.kit.trace.Trace;
import io.parley.tracing.Span;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/** Names each request and its trace before anything else happens, so that answers, log lines and events carry them. */
final class RequestIdFilter extends OncePerRequestFilter {

    private final Ids ids;
    private final RequestSpans spans;

    RequestIdFilter(Ids ids, RequestSpans spans) {
        this.ids = ids;
        this.spans = spans;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var id = RequestId.choose(request, ids);
        request.setAttribute(RequestId.ATTRIBUTE, id);
        response.setHeader(RequestId.HEADER, id);
        var span = spans.begin(request);
        var traceparent =
                span.map(Span::traceparent).orElseGet(() -> Trace.continued(request.getHeader(Trace.HEADER), ids));
        try (var named = MDC.putCloseable("requestId", id);
                var traced = MDC.putCloseable("traceId", Trace.idOf(traceparent))) {
            Trace.call(traceparent, () -> {
                chain.doFilter(request, response);
                return null;
            });
        } catch (ServletException | IOException | RuntimeException e) {
            span.ifPresent(one -> one.fail(e.getClass().getName()));
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        } finally {
            span.ifPresent(one -> RequestSpans.end(one, request, response));
        }
    }
}
