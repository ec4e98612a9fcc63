package io.parley.kit.http;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.function.Function;
import org.springframework.web.client.RestClient;

/** Calls one partner for one purpose. */
public final class PartnerClient {

    private final RestClient rest;
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;

    PartnerClient(RestClient rest, CircuitBreaker breaker, Bulkhead bulkhead) {
        this.rest = rest;
        this.breaker = breaker;
        this.bulkhead = bulkhead;
    }

    /**
     * Returns what {@code exchange} returns. Throws {@link PartnerUnavailable} where the call was not even tried: the
     * breaker is open or the bulkhead is full.
     */
    public <T> T call(Function<RestClient, T> exchange) {
        try {
            return bulkhead.executeSupplier(() -> breaker.executeSupplier(() -> exchange.apply(rest)));
        } catch (CallNotPermittedException | BulkheadFullException e) {
            throw new PartnerUnavailable(e);
        }
    }
}
