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
    private final RateLimits limits;
    private final ClientAddresses clients;

    Access(TokenVerifier tokens, RateLimits limits, ClientAddresses clients) {
        this.tokens = tokens;
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
        return tokens.verify(request.getHeaders()).flatMap(caller -> {
            limits.spend(Limit.TENANT, caller.tenant());
            if (RequestPaths.isManagement(path)) {
                return Mono.error(new Refusal(GatewayError.NOT_FOUND, "There is nothing here."));
            }
            return chain.filter(exchange);
        });
    }
}
