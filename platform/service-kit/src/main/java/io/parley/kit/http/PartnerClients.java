package io.parley.kit.http;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Makes the clients through which partners are called. Breakers and bulkheads are made here and nowhere else. */
public final class PartnerClients {

    private final RestClient.Builder restClients;
    private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
    private final BulkheadRegistry bulkheads = BulkheadRegistry.ofDefaults();

    PartnerClients(RestClient.Builder restClients, MeterRegistry metrics) {
        this.restClients = restClients;
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(metrics);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(metrics);
    }

    /**
     * Makes a client for one purpose.
     *
     * @param isOutage which exceptions say that the partner is away, and so count towards opening the breaker
     */
    public PartnerClient client(PartnerProperties properties, Predicate<Throwable> isOutage) {
        return new PartnerClient(rest(properties), breaker(properties, isOutage), bulkhead(properties));
    }

    private RestClient rest(PartnerProperties properties) {
        var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(properties.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
        var factory = new JdkClientHttpRequestFactory(http);
        factory.setReadTimeout(properties.responseTimeout());
        return restClients
                .clone()
                .baseUrl(properties.baseUrl())
                .requestFactory(factory)
                .build();
    }

    private CircuitBreaker breaker(PartnerProperties properties, Predicate<Throwable> isOutage) {
        return breakers.circuitBreaker(
                properties.name(),
                CircuitBreakerConfig.custom()
                        .recordException(isOutage)
                        .slidingWindowSize(50)
                        .minimumNumberOfCalls(20)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(Duration.ofSeconds(5))
                        .permittedNumberOfCallsInHalfOpenState(5)
                        .automaticTransitionFromOpenToHalfOpenEnabled(false)
                        .build());
    }

    private Bulkhead bulkhead(PartnerProperties properties) {
        return bulkheads.bulkhead(
                properties.name(),
                BulkheadConfig.custom()
                        .maxConcurrentCalls(properties.concurrency())
                        .maxWaitDuration(Duration.ZERO)
                        .build());
    }
}
