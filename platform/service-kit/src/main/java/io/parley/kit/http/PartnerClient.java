package io.parley.kit.http;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
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

    /** Whether a call failed because no connection ever stood: then nothing was sent. After any other failure it may have been. */
    public static boolean neverConnected(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof UnknownHostException
                    || cause instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }
}
