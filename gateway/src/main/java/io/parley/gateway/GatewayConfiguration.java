package io.parley.gateway;

import io.github.bucket4j.TimeMeter;
import java.net.MalformedURLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.json.JsonMapper;

/** Puts the parts together that are not components by themselves. */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {

    static final int CORS_ORDER = Ordered.HIGHEST_PRECEDENCE + 1;

    @Bean
    Clock clock() {
        return Clock.system(ZoneOffset.UTC);
    }

    @Bean
    SigningKeys signingKeys(EdgeProperties properties) throws MalformedURLException {
        return new SigningKeys(properties.token().jwksUri());
    }

    @Bean
    TokenVerifier tokenVerifier(SigningKeys keys, EdgeProperties properties, Clock clock) {
        return new TokenVerifier(keys, properties.token(), clock, Schedulers.boundedElastic());
    }

    @Bean
    ApiKeys apiKeys(HttpClient http, EdgeProperties properties, JsonMapper json) {
        return new ApiKeys(http, properties.apiKeys(), json);
    }

    @Bean
    RateLimits rateLimits(EdgeProperties properties) {
        return new RateLimits(properties.limits(), TimeMeter.SYSTEM_NANOTIME);
    }

    /** A request that reached a service may have had its effect, so none is sent twice, not even after a reset. */
    @Bean
    HttpClientCustomizer neverRetry() {
        return (HttpClient client) -> client.disableRetry(true);
    }

    @Bean
    @Order(CORS_ORDER)
    CorsWebFilter cors(EdgeProperties properties) {
        var allowed = new CorsConfiguration();
        allowed.setAllowedOrigins(properties.corsOrigins());
        allowed.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        allowed.addAllowedHeader(CorsConfiguration.ALL);
        allowed.setExposedHeaders(List.of(
                Edge.REQUEST_ID_HEADER,
                HttpHeaders.RETRY_AFTER,
                HttpHeaders.CONTENT_DISPOSITION,
                HttpHeaders.CONTENT_RANGE,
                HttpHeaders.ETAG,
                HttpHeaders.LOCATION));
        allowed.setMaxAge(3600L);
        return new CorsWebFilter(exchange -> corsFor(exchange, allowed), new RefusingCorsProcessor());
    }

    /**
     * A preflight from an origin that is not allowed is refused. A request from an origin that is not allowed passes without the headers that would let its page read the answer. The
     * API knows no cookies, so that is safe, and it spares same-origin pages behind a proxy that ends TLS.
     */
    private static @Nullable CorsConfiguration corsFor(ServerWebExchange exchange, CorsConfiguration allowed) {
        var origin = exchange.getRequest().getHeaders().getOrigin();
        var passes = !CorsUtils.isPreFlightRequest(exchange.getRequest()) && allowed.checkOrigin(origin) == null;
        return passes ? null : allowed;
    }

    private static final class RefusingCorsProcessor extends DefaultCorsProcessor {

        @Override
        protected void rejectRequest(ServerHttpResponse response) {
            throw new Refusal(GatewayError.FORBIDDEN, "This origin, method or header is not allowed.");
        }
    }
}
