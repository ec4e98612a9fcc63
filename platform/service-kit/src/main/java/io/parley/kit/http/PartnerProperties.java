package io.parley.kit.http;

import java.net.URI;
import java.time.Duration;

/**
 * How a partner is called.
 *
 * @param name {@code Owner/purpose}; names the circuit breaker, the bulkhead and their metrics
 * @param connectTimeout after which the partner counts as away and nothing was sent
 * @param responseTimeout after which what became of a request is unknown
 * @param concurrency most calls in flight; more are refused at once
 */
public record PartnerProperties(
        String name, URI baseUrl, Duration connectTimeout, Duration responseTimeout, int concurrency) {}
