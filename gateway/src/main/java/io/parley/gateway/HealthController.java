package io.parley.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says whether every service behind the door is ready; which one is not, only to those who administer a tenant. Services are
 * asked at most once in {@link #REMEMBERED}, however many ask here.
 */
@RestController
class HealthController {

    private static final Duration REMEMBERED = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final TokenVerifier tokens;
    private final ErrorAnswers errors;
    private final JsonMapper json;
    private final HttpClient http;
    private final Mono<Map<String, String>> services;

    HealthController(
            GatewayProperties routes, HttpClient http, TokenVerifier tokens, ErrorAnswers errors, JsonMapper json) {
        this.tokens = tokens;
        this.errors = errors;
        this.json = json;
        this.http = http;
        var targets = new TreeMap<String, URI>();
        for (var route : routes.getRoutes()) {
            targets.put(String.valueOf(route.getMetadata().getOrDefault("service", route.getId())), route.getUri());
        }
        this.services = Flux.fromIterable(targets.entrySet())
                .flatMap(target -> probe(target.getValue()).map(up -> Map.entry(target.getKey(), up ? "up" : "down")))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .cache(REMEMBERED);
    }

    @GetMapping("/health")
    Mono<Void> health(ServerWebExchange exchange) {
        return Mono.zip(services, isAdministrator(exchange.getRequest().getHeaders()))
                .flatMap(known -> answer(exchange, known.getT1(), known.getT2()));
    }

    private Mono<Void> answer(ServerWebExchange exchange, Map<String, String> states, boolean inDetail) {
        var up = !states.containsValue("down");
        var data = new TreeMap<String, Object>();
        data.put("status", up ? "up" : "down");
        if (inDetail) {
            data.put("services", new TreeMap<>(states));
        }
        if (!up) {
            var refusal = ErrorEnvelope.of(
                    GatewayError.SERVICE_UNAVAILABLE, "Not every service is ready.", Edge.requestId(exchange));
            return errors.write(exchange, GatewayError.SERVICE_UNAVAILABLE, refusal.withData(data));
        }
        var response = exchange.getResponse();
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        var envelope = new LinkedHashMap<String, Object>();
        envelope.put("success", true);
        envelope.put("data", data);
        var body = json.writeValueAsBytes(envelope);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }

    private Mono<Boolean> isAdministrator(HttpHeaders headers) {
        if (!headers.containsHeader(HttpHeaders.AUTHORIZATION)) {
            return Mono.just(false);
        }
        return tokens.verify(headers).map(Caller::mayAdminister).onErrorReturn(false);
    }

    private Mono<Boolean> probe(URI service) {
        return http.get()
                .uri(service.resolve("/actuator/health/readiness"))
                .response()
                .map(response -> response.status().code() == 200)
                .timeout(PATIENCE)
                .onErrorReturn(false);
    }
}
