package io.parley.gateway;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTProcessor;
import io.parley.gateway.EdgeProperties.Token;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Set;

/**
 * The public keys of those who may mint tokens. They are fetched when first needed and renewed in the background; an
 * unknown key id causes a fetch at most twice in {@link #BETWEEN_FETCHES}, and keys once seen serve on while the source is down.
 */
class SigningKeys implements AutoCloseable {

    static final Duration BETWEEN_FETCHES = Duration.ofSeconds(5);

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Duration RENEW_BEFORE_END = Duration.ofSeconds(60);
    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(2);
    private static final int MOST_BYTES = 64 * 1024;

    private final DefaultResourceRetriever http =
            new DefaultResourceRetriever(500, Math.toIntExact(FETCH_TIMEOUT.toMillis()), MOST_BYTES);
    private final JWKSource<SecurityContext> source;
    private volatile boolean seen;

    SigningKeys(URI location) throws MalformedURLException {
        this.source = JWKSourceBuilder.<SecurityContext>create(location.toURL(), this::fetch)
                .cache(LIFE.toMillis(), FETCH_TIMEOUT.plusSeconds(1).toMillis())
                .refreshAheadCache(RENEW_BEFORE_END.toMillis(), true)
                .rateLimited(BETWEEN_FETCHES.toMillis())
                .outageTolerantForever()
                .build();
    }

    /** Whether there ever were keys to verify with. */
    boolean haveBeenSeen() {
        return seen;
    }

    /** Accepts RS256 only, and only a token that is unexpired, from the issuer, for the audience, and names who calls. */
    JWTProcessor<SecurityContext> processor(Token properties, Clock clock) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, source));
        var claims = new ClockedClaimsVerifier(properties, clock);
        claims.setMaxClockSkew(Math.toIntExact(properties.clockSkew().toSeconds()));
        processor.setJWTClaimsSetVerifier(claims);
        return processor;
    }

    private Resource fetch(URL location) throws IOException {
        var resource = http.retrieveResource(location);
        seen = true;
        return resource;
    }

    @Override
    public void close() throws IOException {
        if (source instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }

    private static final class ClockedClaimsVerifier extends DefaultJWTClaimsVerifier<SecurityContext> {

        private final transient Clock clock;

        ClockedClaimsVerifier(Token properties, Clock clock) {
            super(
                    properties.audience(),
                    new JWTClaimsSet.Builder().issuer(properties.issuer()).build(),
                    Set.of("sub", "tid", "role", "exp"));
            this.clock = clock;
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
