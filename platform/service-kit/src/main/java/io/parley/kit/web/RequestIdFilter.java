package io.parley.kit.web;

import io.parley.kit.id.Ids;
import io.parley.kit.trace.Trace;
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

    RequestIdFilter(Ids ids) {
        this.ids = ids;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var id = RequestId.choose(request, ids);
        request.setAttribute(RequestId.ATTRIBUTE, id);
        response.setHeader(RequestId.HEADER, id);
        var traceparent = Trace.continued(request.getHeader(Trace.HEADER), ids);
        try (var named = MDC.putCloseable("requestId", id);
                var traced = MDC.putCloseable("traceId", Trace.idOf(traceparent))) {
            Trace.call(traceparent, () -> {
                chain.doFilter(request, response);
                return null;
            });
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }
}
