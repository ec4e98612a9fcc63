package io.parley.auth.session;

import io.parley.kit.crypto.Secret;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Sign-in and refresh tokens.
 *
 * @param refreshSecret keys the HMAC under which refresh tokens are stored
 * @param lifetime of a refresh token; each refresh begins a new one
 * @param repeatWithin how long after its first use a refresh token still gets the same answer
 * @param failures wrong passwords per account and window; after that sign-in is refused until the window ends
 * @param sweepEvery how often what has expired is deleted
 */
@Validated
@ConfigurationProperties("parley.session")
record SessionProperties(
        @Nullable Secret refreshSecret,
        @DefaultValue("30d") Duration lifetime,
        @DefaultValue("10s") Duration repeatWithin,
        @DefaultValue("10") @Min(1) @Max(1000) int failures,
        @DefaultValue("10m") Duration failureWindow,
        @DefaultValue("1h") Duration sweepEvery) {}
