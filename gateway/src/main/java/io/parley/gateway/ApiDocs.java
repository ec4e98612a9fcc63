package io.parley.gateway;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Asks the services for their documents and keeps what they said; one that is away is described as it last was. */
@Component
class ApiDocs {

    private static final String PATH = "/internal/openapi";
    private static final Duration KEPT = Duration.ofMinutes(1);

    /** A service makes its document when it is first asked for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<String, URI> services = new TreeMap<>();
    private final Map<String, JsonNode> documents = new ConcurrentHashMap<>();
    private volatile @Nullable Made made;

    ApiDocs(GatewayProperties routes, HttpClient http, JsonMapper json, Clock clock) {
        this.http = http;
        this.json = json;
        this.clock = clock;
        for (var route : routes.getRoutes()) {
            services.put(String.valueOf(route.getMetadata().getOrDefault("service", route.getId())), route.getUri());
        }
    }

    private record Made(byte[] document, Instant at) {}

    Mono<byte[]> document() {
        var known = made;
        if (known != null && known.at().plus(KEPT).isAfter(clock.instant())) {
            return Mono.just(known.document());
        }
        return Flux.fromIterable(services.entrySet())
                .flatMap(service -> ask(service.getValue())
                        .doOnNext(document -> documents.put(service.getKey(), document))
                        .onErrorResume(problem -> Mono.empty()))
                .then(Mono.fromSupplier(this::merge));
    }

    private Mono<JsonNode> ask(URI service) {
        return http.get()
                .uri(service.resolve(PATH))
                .responseSingle((response, content) ->
                        response.status().code() == 200 ? content.asByteArray() : Mono.<byte[]>empty())
                .map(json::readTree)
                .filter(document -> document.path("paths").isObject())
                .timeout(PATIENCE);
    }

    /** What is not whole is made anew for the next who asks. */
    private byte[] merge() {
        var document = new ApiDocument(base());
        new TreeMap<>(documents).forEach(document::with);
        var absent = new HashSet<>(services.keySet());
        absent.removeAll(documents.keySet());
        var bytes = document.without(absent).json(json);
        if (absent.isEmpty()) {
            made = new Made(bytes, clock.instant());
        }
        return bytes;
    }

    private ObjectNode base() {
        try (var content = new ClassPathResource("docs/openapi-base.json").getInputStream()) {
            return (ObjectNode) json.readTree(content);
        } catch (IOException e) {
            throw new IllegalStateException("openapi-base.json could not be read", e);
        }
    }
}
