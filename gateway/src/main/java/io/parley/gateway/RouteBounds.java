package io.parley.gateway;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.util.unit.DataSize;

/**
 * What one route puts up with: how large a body, how many bytes of bodies at the same time, whether WebSockets; and the
 * breaker that spares callers the wait for a service that hangs.
 */
record RouteBounds(long bodyLimit, long inFlightLimit, AtomicLong inFlight, boolean webSocket, CircuitBreaker breaker) {

    private static final String DEFAULT_BODY_LIMIT = "1MB";

    /** Reads a route's metadata; throws {@link IllegalArgumentException} for a value that is no size. */
    static RouteBounds of(Map<String, Object> metadata, CircuitBreaker breaker) {
        var inFlight = metadata.get("in-flight-limit");
        return new RouteBounds(
                size(metadata.getOrDefault("body-limit", DEFAULT_BODY_LIMIT)),
                inFlight == null ? Long.MAX_VALUE : size(inFlight),
                new AtomicLong(),
                Boolean.parseBoolean(String.valueOf(metadata.get("websocket"))),
                breaker);
    }

    private static long size(Object text) {
        return DataSize.parse(text.toString()).toBytes();
    }
}
