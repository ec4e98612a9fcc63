package io.parley.gateway;

import java.util.Locale;
import java.util.Set;
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

    private static final Set<String> REMOVED = Set.of(
            "forwarded",
            "x-real-ip",
            "x-client-ip",
            "true-client-ip",
            "via",
            "expect",
            "proxy-connection",
            "x-original-url",
            "x-rewrite-url",
            "x-http-method-override",
            "x-role");
    private static final Set<String> REMOVED_PREFIXES =
            Set.of("x-forwarded", "x-internal", "x-tenant", "x-user", "x-parley", "x-auth", "x-envoy");

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
            if (!isOurs(name.toLowerCase(Locale.ROOT))) {
                output.addAll(name, values);
            }
        });
        var client = clients.clientOf(exchange);
        output.set("X-Forwarded-For", client.address().getHostAddress());
        output.set("X-Forwarded-Proto", client.https() ? "https" : "http");
        output.set(Edge.REQUEST_ID_HEADER, Edge.requestId(exchange));
        return output;
    }

    private static boolean isOurs(String name) {
        return REMOVED.contains(name) || REMOVED_PREFIXES.stream().anyMatch(name::startsWith);
    }
}
