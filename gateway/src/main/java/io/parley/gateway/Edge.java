package io.parley.gateway;

import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * The outermost filter. Every answer that leaves through it carries the request's id and the security headers, every
 * failure within it becomes an error envelope, a path that could be read in two ways goes no further, and one line about
 * each request is logged that names nobody: no query, no phone number, no token.
 */
@Component
class Edge implements WebFilter, Ordered {

    static final String REQUEST_ID_HEADER = "X-Request-Id";

    /** On every answer. What an answer may do differently, such as being cached, is in {@link #addHeaders}. */
    static final Map<String, String> SECURITY_HEADERS =
            Map.of("X-Content-Type-Options", "nosniff", "X-Frame-Options", "DENY", "Referrer-Policy", "no-referrer");

    private static final Logger access = LoggerFactory.getLogger("io.parley.gateway.access");
    private static final String REQUEST_ID = Edge.class.getName() + ".requestId";
    private static final Pattern SANE_REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final ErrorAnswers errors;
    private final ClientAddresses clients;
    private final Traces traces;

    Edge(ErrorAnswers errors, ClientAddresses clients, Traces traces) {
        this.errors = errors;
        this.clients = clients;
        this.traces = traces;
    }

    static String requestId(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(REQUEST_ID);
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var start = System.nanoTime();
        exchange.getAttributes()
                .put(REQUEST_ID, chooseRequestId(exchange.getRequest().getHeaders()));
        traces.begin(exchange);
        exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> addHeaders(exchange)));
        return Mono.defer(() -> enter(exchange, chain))
                .onErrorResume(problem -> errors.answer(exchange, problem))
                .doFinally(end -> {
                    traces.end(exchange);
                    Traces.named(exchange, () -> logAccess(exchange, System.nanoTime() - start));
                });
    }

    private static Mono<Void> enter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!RequestPaths.isPlain(exchange.getRequest().getURI().getRawPath())) {
            return Mono.error(new Refusal(
                    GatewayError.MALFORMED_REQUEST, "The path holds something that no path of this API holds."));
        }
        return chain.filter(exchange);
    }

    private static String chooseRequestId(HttpHeaders headers) {
        var given = headers.getOrEmpty(REQUEST_ID_HEADER);
        if (given.size() == 1 && SANE_REQUEST_ID.matcher(given.getFirst()).matches()) {
            return given.getFirst();
        }
        return newRequestId();
    }

    /** Unique, not secret. */
    static String newRequestId() {
        var random = ThreadLocalRandom.current();
        var hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }

    private void addHeaders(ServerWebExchange exchange) {
        var headers = exchange.getResponse().getHeaders();
        headers.set(REQUEST_ID_HEADER, requestId(exchange));
        headers.remove(HttpHeaders.SERVER);
        SECURITY_HEADERS.forEach(headers::set);
        if (clients.clientOf(exchange).https()) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
        setUnlessPresent(headers, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        setUnlessPresent(headers, HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private static void setUnlessPresent(HttpHeaders headers, String name, String value) {
        if (!headers.containsHeader(name)) {
            headers.set(name, value);
        }
    }

    private void logAccess(ServerWebExchange exchange, long nanos) {
        var request = exchange.getRequest();
        if (!access.isInfoEnabled()
                || RequestPaths.isManagement(request.getURI().getRawPath())) {
            return;
        }
        var status = exchange.getResponse().getStatusCode();
        Route route = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        access.info(
                "{} {} {} {}ms route={} client={} request={}",
                request.getMethod(),
                RequestPaths.withoutPersonalData(request.getURI().getRawPath()),
                status == null ? "-" : status.value(),
                TimeUnit.NANOSECONDS.toMillis(nanos),
                route == null ? "-" : route.getId(),
                clients.clientOf(exchange).address().getHostAddress(),
                requestId(exchange));
    }
}
