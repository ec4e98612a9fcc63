package io.parley.gateway;

import io.parley.gateway.EdgeProperties.Limit;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Decides who may come in and how often. Without a token only the public paths pass, all else is 401 whether it exists or
 * not; with one, what does not exist is 404. So a stranger learns nothing about which paths there are.
 */
@Component
class Access implements WebFilter, Ordered {

    private final TokenVerifier tokens;
    private final ApiKeys apiKeys;
    private final RateLimits limits;
    private final ClientAddresses clients;

    Access(TokenVerifier tokens, ApiKeys apiKeys, RateLimits limits, ClientAddresses clients) {
        this.tokens = tokens;
        this.apiKeys = apiKeys;
        this.limits = limits;
        this.clients = clients;
    }

    /** After CORS, so that a browser's preflight, which never has a token, is answered. */
    @Override
    public int getOrder() {
        return GatewayConfiguration.CORS_ORDER + 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var request = exchange.getRequest();
        var path = request.getURI().getRawPath();
        if (RequestPaths.isSignIn(request.getMethod(), path)) {
            limits.spend(Limit.SIGN_IN, clients.clientOf(exchange).limitKey());
        }
        if (RequestPaths.isPublic(request.getMethod(), path)) {
            return chain.filter(exchange);
        }
        return authenticated(exchange).flatMap(known -> {
            limits.spend(Limit.TENANT, known.caller().tenant());
            if (RequestPaths.isManagement(path)) {
                return Mono.error(new Refusal(GatewayError.NOT_FOUND, "There is nothing here."));
            }
            return chain.filter(known.exchange());
        });
    }

    /** A request that came with an API key goes on with the access token that was given for it. */
    private Mono<Authenticated> authenticated(ServerWebExchange exchange) {
        var headers = exchange.getRequest().getHeaders();
        var key = BearerCredential.in(headers).filter(ApiKeys::isApiKey);
        if (key.isEmpty()) {
            return tokens.verify(headers).map(caller -> new Authenticated(caller, exchange));
        }
        return apiKeys.exchange(
                        key.get(),
                        () -> limits.spend(
                                Limit.SIGN_IN, clients.clientOf(exchange).limitKey()))
                .flatMap(token ->
                        tokens.verified(token).map(caller -> new Authenticated(caller, with(token, exchange))));
    }

    private static ServerWebExchange with(String token, ServerWebExchange exchange) {
        return exchange.mutate()
                .request(request -> request.headers(headers -> headers.setBearerAuth(token)))
                .build();
    }

    private record Authenticated(Caller caller, ServerWebExchange exchange) {}
}
