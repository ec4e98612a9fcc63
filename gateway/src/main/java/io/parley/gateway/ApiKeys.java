package io.parley.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.parley.gateway.EdgeProperties.ApiKeyExchange;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Exchanges API keys for access tokens of short life, so that services know tokens only. An answer, a refusal too, is
 * remembered for {@code remember}: that long a deleted key goes on working, and that seldom auth-service is asked.
 */
class ApiKeys {

    private static final String PREFIX = "pk_";
    private static final int MOST_REMEMBERED = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final HttpClient http;
    private final ApiKeyExchange properties;
    private final JsonMapper json;

    /** Key to token; empty where auth-service has refused the key. */
    private final Cache<String, Optional<String>> remembered;

    ApiKeys(HttpClient http, ApiKeyExchange properties, JsonMapper json) {
        this.http = http;
        this.properties = properties;
        this.json = json;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(properties.remember())
                .build();
    }

    /** Tells an API key from an access token, which never begins so. */
    static boolean isApiKey(String credential) {
        return credential.startsWith(PREFIX);
    }

    /**
     * Returns the access token for {@code key}. Fails with a {@link Refusal}: 401 where the key is not valid, 503 where that
     * cannot be told at the moment. {@code beforeAsking} runs when auth-service has to be asked, and may refuse too.
     */
    Mono<String> exchange(String key, Runnable beforeAsking) {
        return Mono.defer(() -> {
            var known = remembered.getIfPresent(key);
            if (known == null) {
                beforeAsking.run();
            }
            return (known == null ? ask(key) : Mono.just(known))
                    .flatMap(answer -> answer.map(Mono::just).orElseGet(() -> Mono.error(invalid())));
        });
    }

    private Mono<Optional<String>> ask(String key) {
        var body = Unpooled.wrappedBuffer(json.writeValueAsBytes(Map.of("apiKey", key)));
        return http.headers(headers -> headers.set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE))
                .post()
                .uri(properties.exchangeUri())
                .send(Mono.just(body))
                .responseSingle((response, content) -> content.asByteArray()
                        .defaultIfEmpty(new byte[0])
                        .map(bytes -> read(response.status().code(), bytes)))
                .timeout(PATIENCE)
                .onErrorMap(
                        problem -> !(problem instanceof Refusal),
                        problem -> Refusal.unavailable("API keys cannot be checked at the moment.", problem))
                .doOnNext(answer -> remembered.put(key, answer));
    }

    private Optional<String> read(int status, byte[] body) {
        if (status == 200) {
            return Optional.of(token(body));
        }
        if (status == 400 || status == 401) {
            return Optional.empty();
        }
        throw Refusal.unavailable("API keys cannot be checked at the moment.", null);
    }

    private String token(byte[] body) {
        try {
            return json.readTree(body).path("data").path("token").stringValue();
        } catch (JacksonException e) {
            throw Refusal.unavailable("API keys cannot be checked at the moment.", e);
        }
    }

    /** In the words of a bad token, so that the two cannot be told apart. */
    private static Refusal invalid() {
        return Refusal.unauthorized("The access token is not valid.");
    }
}
