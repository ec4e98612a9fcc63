package io.parley.gateway;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
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

/**
 * Asks the services for their documents and keeps what they said; one that is away is described as it last was. Only those
 * are asked whose word is missing or old, each by one caller at a time, and nobody waits for them for long: what comes later
 * is in the next document.
 */
@Component
class ApiDocs {

    private static final String PATH = "/internal/openapi";
    private static final Duration KEPT = Duration.ofMinutes(1);

    /** For which a caller waits where an older document is at hand. */
    private static final Duration MOMENT = Duration.ofSeconds(2);

    /** For which a caller waits for a service that is not known at all: it makes its first document more slowly. */
    private static final Duration FIRST_MOMENT = Duration.ofSeconds(6);

    /** For which a service is listened to: it makes its document when it is first asked for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<String, URI> services = new TreeMap<>();
    private final Map<String, Said> said = new ConcurrentHashMap<>();
    private final Map<String, Question> questions = new ConcurrentHashMap<>();
    private final AtomicLong version = new AtomicLong();
    private volatile @Nullable Made made;

    ApiDocs(GatewayProperties routes, HttpClient http, JsonMapper json, Clock clock) {
        this.http = http;
        this.json = json;
        this.clock = clock;
        for (var route : routes.getRoutes()) {
            services.put(String.valueOf(route.getMetadata().getOrDefault("service", route.getId())), route.getUri());
        }
    }

    private record Said(JsonNode document, Instant at) {}

    /** One that a service is being asked; whoever subscribes hears when it has ended. */
    private record Question(Mono<Void> end, Instant since) {}

    private record Made(byte[] document, long version) {}

    Mono<byte[]> document() {
        var now = clock.instant();
        return Flux.fromIterable(services.keySet())
                .filter(service -> isDue(service, now))
                .flatMap(service -> await(service, now), services.size())
                .then(Mono.fromSupplier(this::merge));
    }

    private boolean isDue(String service, Instant now) {
        var last = said.get(service);
        return last == null || !last.at().plus(KEPT).isAfter(now);
    }

    /** Who comes when the question is older than a moment already does not wait at all. */
    private Mono<Void> await(String service, Instant now) {
        var question = questions.computeIfAbsent(service, key -> new Question(ask(key), now));
        var moment = said.containsKey(service) ? MOMENT : FIRST_MOMENT;
        var left = Duration.between(now, question.since().plus(moment));
        return left.isPositive() ? question.end().timeout(left, Mono.empty()) : Mono.empty();
    }

    /** Asks when it is first subscribed to, and goes on when nobody waits for it any more. */
    private Mono<Void> ask(String service) {
        return ask(Objects.requireNonNull(services.get(service)))
                .doOnNext(document -> keep(service, document))
                .then()
                .onErrorResume(problem -> Mono.empty())
                .doFinally(signal -> questions.remove(service))
                .cache();
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

    private void keep(String service, JsonNode document) {
        var before = said.put(service, new Said(document, clock.instant()));
        if (before == null || !before.document().equals(document)) {
            version.incrementAndGet();
        }
    }

    private byte[] merge() {
        var current = version.get();
        var known = made;
        if (known != null && known.version() == current) {
            return known.document();
        }
        var document = new ApiDocument(base());
        new TreeMap<>(said).forEach((service, last) -> document.with(service, last.document()));
        var absent = new HashSet<>(services.keySet());
        absent.removeAll(said.keySet());
        var bytes = document.without(absent).json(json);
        made = new Made(bytes, current);
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
