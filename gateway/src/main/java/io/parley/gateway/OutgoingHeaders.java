package io.parley.gateway;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Sees to it that a service can believe what the gateway tells it: whatever a caller sent under such a name is gone, and the
 * request's id, the client's address and its protocol are the gateway's own findings. Hop-by-hop headers are removed before.
 */
@Component
class OutgoingHeaders implements HttpHeadersFilter, Ordered {

    private static final Set<String> REMOVED = caseInsensitive(
            "forwarded",
            "via",
            "expect",
            "proxy-connection",
            "true-client-ip",
            "x-real-ip",
            "x-client-ip",
            "x-original-url",
            "x-rewrite-url",
            "x-http-method-override",
            "x-role");

    private static final String EXTENSION = "x-";
    private static final List<String> REMOVED_PREFIXES =
            List.of("x-forwarded", "x-internal", "x-tenant", "x-user", "x-parley", "x-auth", "x-envoy");

    private final ClientAddresses clients;

    OutgoingHeaders(ClientAddresses clients) {
        this.clients = clients;
    }

    /** After those that remove what `Connection` names, so that a caller cannot have these removed. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        var output = new HttpHeaders();
        input.forEach((name, values) -> {
            if (!isOurs(name)) {
                output.addAll(name, values);
            }
        });
        var client = clients.clientOf(exchange);
        output.set("X-Forwarded-For", client.address().getHostAddress());
        output.set("X-Forwarded-Proto", client.https() ? "https" : "http");
        output.set(Edge.REQUEST_ID_HEADER, Edge.requestId(exchange));
        var traceparent = Traces.traceparentOf(exchange);
        if (traceparent != null) {
            output.set(Traces.HEADER, traceparent);
        }
        return output;
    }

    private static boolean isOurs(String name) {
        return REMOVED.contains(name)
                || (startsWith(name, EXTENSION)
                        && REMOVED_PREFIXES.stream().anyMatch(prefix -> startsWith(name, prefix)));
    }

    private static boolean startsWith(String name, String prefix) {
        return name.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private static Set<String> caseInsensitive(String... names) {
        var set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Collections.addAll(set, names);
        return Collections.unmodifiableSet(set);
    }
}
