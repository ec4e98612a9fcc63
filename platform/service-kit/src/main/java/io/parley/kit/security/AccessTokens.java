package io.parley.kit.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.parley.contract.Role;
import io.parley.contract.TenantId;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** What an access token must be: RS256, by a published key, of this issuer, for this audience, unexpired and complete. */
public final class AccessTokens {

    /** The claim that names the tenant. */
    public static final String TENANT = "tid";

    /** The claim that names the role. */
    public static final String ROLE = "role";

    /** The claim that holds the user's name. */
    public static final String NAME = "name";

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    private AccessTokens() {}

    /** Returns a decoder that accepts tokens signed by one of {@code keys} and nothing else. */
    public static JwtDecoder decoder(JWKSource<SecurityContext> keys, SecurityProperties properties) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        var decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(CLOCK_SKEW), required(properties), (OAuth2TokenValidator<Jwt>)
                        AccessTokens::namesItsCaller));
        return decoder;
    }

    /** Returns the caller that a verified token speaks for. */
    public static Caller callerOf(Jwt token) {
        return new Caller(
                TenantId.of(claim(token, TENANT)),
                UUID.fromString(claim(token, "sub")),
                Role.valueOf(claim(token, ROLE)),
                claim(token, NAME));
    }

    private static String claim(Jwt token, String name) {
        return Objects.requireNonNullElse(token.getClaimAsString(name), "");
    }

    private static OAuth2TokenValidator<Jwt> required(SecurityProperties properties) {
        return token -> {
            var fromUs = properties.issuer().equals(token.getClaimAsString("iss"));
            var forUs = token.getAudience() != null && token.getAudience().contains(properties.audience());
            return fromUs && forUs && token.getExpiresAt() != null ? OAuth2TokenValidatorResult.success() : refused();
        };
    }

    private static OAuth2TokenValidatorResult namesItsCaller(Jwt token) {
        var role = token.getClaimAsString(ROLE);
        return isUuid(token.getSubject())
                        && isUuid(token.getClaimAsString(TENANT))
                        && Arrays.stream(Role.values())
                                .anyMatch(known -> known.name().equals(role))
                ? OAuth2TokenValidatorResult.success()
                : refused();
    }

    private static boolean isUuid(@Nullable String text) {
        try {
            return text != null && UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static OAuth2TokenValidatorResult refused() {
        return OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token"));
    }
}
