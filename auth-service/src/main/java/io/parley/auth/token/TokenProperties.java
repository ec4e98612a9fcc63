package io.parley.auth.token;

import io.parley.kit.crypto.Secret;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Access tokens and the keys that sign them.
 *
 * @param secret encrypts the signing keys in the database
 * @param lifetime of an access token
 * @param keyBits size of new RSA keys
 * @param rotateEvery how long one key signs
 * @param publishAhead how long a key is published before it signs, so that every verifier knows it by then
 * @param keepAfter how long a key stays published after the last token it signed has expired
 * @param checkEvery how often each instance looks whether keys are due and which there are
 */
@Validated
@ConfigurationProperties("parley.token")
record TokenProperties(
        @Nullable Secret secret,
        @DefaultValue("15m") Duration lifetime,
        @DefaultValue("2048") @Min(2048) @Max(8192) int keyBits,
        @DefaultValue("30d") Duration rotateEvery,
        @DefaultValue("1h") Duration publishAhead,
        @DefaultValue("1h") Duration keepAfter,
        @DefaultValue("1m") Duration checkEvery) {

    @AssertTrue(message = "rotate-every must be longer than publish-ahead, and publish-ahead than check-every")
    boolean isInOrder() {
        return rotateEvery.compareTo(publishAhead) > 0 && publishAhead.compareTo(checkEvery) > 0;
    }
}
