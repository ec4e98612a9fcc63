package io.parley.gateway;

import java.util.Optional;
import org.springframework.http.HttpHeaders;

/** Finds what a request presents as {@code Authorization: Bearer} (RFC 6750, section 2.1). */
final class BearerCredential {

    private static final String BEARER = "Bearer ";

    private BearerCredential() {}

    /** Returns it as it stands; empty where there is none, or more than one header that could hold it. */
    static Optional<String> in(HttpHeaders headers) {
        var values = headers.getOrEmpty(HttpHeaders.AUTHORIZATION);
        if (values.size() != 1) {
            return Optional.empty();
        }
        var value = values.getFirst();
        return value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(value.substring(BEARER.length()))
                : Optional.empty();
    }
}
