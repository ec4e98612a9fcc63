package io.parley.gateway;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What can be set about the gateway beside its routes; {@code application.yaml} says what each key means.
 *
 * @param environment {@code development} or {@code production}
 * @param token which access tokens are believed
 * @param apiKeys how API keys become access tokens
 * @param corsOrigins origins that browsers may call from
 * @param trustedProxies addresses or CIDR blocks whose forwarded headers are believed
 * @param limits the table of rate limits, complete
 */
@Validated
@ConfigurationProperties("parley.gateway")
record EdgeProperties(
        @DefaultValue("production") String environment,
        @Valid @NotNull Token token,
        @Valid @NotNull ApiKeyExchange apiKeys,
        @DefaultValue List<String> corsOrigins,
        @DefaultValue List<String> trustedProxies,
        Map<Limit, @Valid Rate> limits) {

    EdgeProperties {
        corsOrigins = List.copyOf(corsOrigins);
        trustedProxies = List.copyOf(trustedProxies);
        limits = Map.copyOf(limits);
        var missing = EnumSet.allOf(Limit.class);
        missing.removeAll(limits.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("parley.gateway.limits: lacks " + missing);
        }
    }

    boolean development() {
        return environment.equals("development");
    }

    /** A kind of traffic that is limited, and by what. */
    enum Limit {
        /** Every request with a token, by tenant. */
        TENANT,
        /** Logins and registrations, by client address. */
        SIGN_IN
    }

    /** A bucket that holds {@code burst} tokens and gets {@code refill} of them back, evenly, in each {@code period}. */
    record Rate(
            @Positive long burst,
            @Positive long refill,
            @NotNull Duration period) {}

    /** Which access tokens are believed, and where the keys are that tell. */
    record Token(
            @NotNull URI jwksUri,
            @NotBlank String issuer,
            @NotBlank String audience,
            @DefaultValue("5s") Duration clockSkew,
            @DefaultValue("60s") Duration remember) {}

    /** Where API keys are exchanged, and for how long an answer is remembered; a deleted key works that much longer. */
    record ApiKeyExchange(
            @NotNull URI exchangeUri, @DefaultValue("50s") Duration remember) {}
}
