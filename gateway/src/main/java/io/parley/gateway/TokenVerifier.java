package io.parley.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.JWTProcessor;
import io.parley.contract.Role;
import io.parley.contract.TenantId;
import io.parley.gateway.EdgeProperties.Token;
import java.text.ParseException;
import java.time.Clock;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Believes an access token or refuses it. What is wrong with a token is not told: every defect is the same 401. Only when no
 * key could ever be fetched is the answer 503, since then nothing is known about the token at all.
 *
 * <p>A verified token is remembered for a short while, so that its signature is not computed again for every request; others
 * are verified off the event loop, because they may have to wait for keys.
 */
class TokenVerifier {

    private static final int MOST_REMEMBERED = 10_000;

    private final JWTProcessor<SecurityContext> processor;
    private final SigningKeys keys;
    private final Token properties;
    private final Clock clock;
    private final Scheduler scheduler;
    private final Cache<String, Caller> remembered;

    TokenVerifier(SigningKeys keys, Token properties, Clock clock, Scheduler scheduler) {
        this.processor = keys.processor(properties, clock);
        this.keys = keys;
        this.properties = properties;
        this.clock = clock;
        this.scheduler = scheduler;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(properties.remember())
                .build();
    }

    /** Fails with a {@link Refusal} unless the headers hold one valid token. */
    Mono<Caller> verify(HttpHeaders headers) {
        return BearerCredential.in(headers)
                .map(this::verified)
                .orElseGet(() -> Mono.error(Refusal.unauthorized("This needs an access token.")));
    }

    /** Fails with a {@link Refusal} unless {@code token} is valid. */
    Mono<Caller> verified(String token) {
        var known = remembered.getIfPresent(token);
        if (known != null) {
            return clock.instant().minus(properties.clockSkew()).isBefore(known.expiresAt())
                    ? Mono.just(known)
                    : Mono.error(invalid());
        }
        return Mono.fromCallable(() -> verify(token)).subscribeOn(scheduler);
    }

    private Caller verify(String token) {
        try {
            var caller = callerOf(processor.process(token, null));
            remembered.put(token, caller);
            return caller;
        } catch (RateLimitReachedException e) {
            throw keys.haveBeenSeen() ? invalid() : noKeys(e);
        } catch (KeySourceException e) {
            throw noKeys(e);
        } catch (BadJOSEException | JOSEException | ParseException | IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static Caller callerOf(JWTClaimsSet claims) throws ParseException {
        return new Caller(
                TenantId.of(claims.getStringClaim("tid")),
                Role.valueOf(claims.getStringClaim("role")),
                claims.getExpirationTime().toInstant());
    }

    private static Refusal invalid() {
        return Refusal.unauthorized("The access token is not valid.");
    }

    private static Refusal noKeys(Throwable cause) {
        return Refusal.unavailable("Access tokens cannot be verified at the moment.", cause);
    }
}
