package io.parley.gateway;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Addresses every routed request to its service and holds it to the bounds of its route. */
@Component
class RouteGuard implements GlobalFilter, Ordered {

    /** Only silence opens a breaker: a refused connection is told at once anyway, and an error is the service's answer. */
    private static final CircuitBreakerConfig BREAKER = CircuitBreakerConfig.custom()
            .slidingWindowSize(50)
            .minimumNumberOfCalls(20)
            .failureRateThreshold(50)
            .waitDurationInOpenState(Duration.ofSeconds(2))
            .permittedNumberOfCallsInHalfOpenState(3)
            .recordException(RouteGuard::isSilence)
            .build();

    private final Map<String, RouteBounds> bounds;

    RouteGuard(GatewayProperties routes) {
        this.bounds = routes.getRoutes().stream()
                .collect(Collectors.toUnmodifiableMap(
                        RouteDefinition::getId,
                        route -> RouteBounds.of(
                                route.getMetadata(), CircuitBreaker.of("gateway/" + route.getId(), BREAKER))));
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        var bound = bounds.get(route.getId());
        if (bound == null) {
            return Mono.error(new IllegalStateException("route: " + route.getId() + " (expected: a configured one)"));
        }
        var headers = exchange.getRequest().getHeaders();
        exchange.getAttributes()
                .put(
                        ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR,
                        target(exchange, route, headers.getUpgrade() != null));
        if (headers.getUpgrade() != null) {
            return bound.webSocket()
                    ? chain.filter(exchange)
                    : Mono.error(new Refusal(GatewayError.MALFORMED_REQUEST, "This path does not take an upgrade."));
        }
        return hasBody(headers) ? passWithBody(exchange, chain, bound) : guarded(chain.filter(exchange), bound);
    }

    /**
     * The service's address with the path and query exactly as they came. Spring's own filter, which this replaces, escapes a
     * query again that holds both escapes and characters it would have escaped, such as the {@code =} of a cursor.
     */
    private static URI target(ServerWebExchange exchange, Route route, boolean webSocket) {
        var asked = exchange.getRequest().getURI();
        var service = route.getUri();
        var scheme = webSocket ? service.getScheme().replace("http", "ws") : service.getScheme();
        var query = asked.getRawQuery();
        return URI.create(
                scheme + "://" + service.getRawAuthority() + asked.getRawPath() + (query == null ? "" : "?" + query));
    }

    private static Mono<Void> passWithBody(ServerWebExchange exchange, GatewayFilterChain chain, RouteBounds bound) {
        var body = new BoundedBody(exchange.getRequest(), bound);
        body.admit();
        var passing = chain.filter(exchange.mutate().request(body).build())
                .onErrorMap(problem -> isSilence(problem) && !body.isComplete() ? bodyTooSlow() : problem);
        return guarded(passing, bound).doFinally(end -> body.release());
    }

    private static Mono<Void> guarded(Mono<Void> passing, RouteBounds bound) {
        return passing.transformDeferred(CircuitBreakerOperator.of(bound.breaker()))
                .onErrorMap(
                        CallNotPermittedException.class,
                        open -> Refusal.unavailable("The service that answers this is not available.", open));
    }

    private static boolean hasBody(HttpHeaders headers) {
        return headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }

    private static boolean isSilence(Throwable problem) {
        return problem instanceof ResponseStatusException answer
                && answer.getStatusCode().isSameCodeAs(HttpStatus.GATEWAY_TIMEOUT);
    }

    /** The sender's own slowness must not count against the service, or a few slow senders could close it for all. */
    private static Refusal bodyTooSlow() {
        return new Refusal(GatewayError.MALFORMED_REQUEST, "The request body did not arrive in time.");
    }
}
