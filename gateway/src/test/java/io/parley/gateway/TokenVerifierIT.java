package io.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JWSAlgorithm;
import io.parley.gateway.EdgeProperties.Token;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import reactor.core.scheduler.Schedulers;

class TokenVerifierIT {

    final TokenMint mint = new TokenMint("key-1");
    final FakeService keyServer = FakeService.start();
    SigningKeys keys;
    TokenVerifier verifier;

    @BeforeEach
    void start() throws IOException {
        keyServer.answers(exchange -> FakeService.respond(exchange, 200, mint.keySet()));
        keys = new SigningKeys(keyServer.uri().resolve("/jwks.json"));
        verifier = verifier(Clock.systemUTC());
    }

    @AfterEach
    void stop() throws IOException {
        keys.close();
        keyServer.close();
    }

    @Test
    void fetchesKeysOnceForManyTokens() {
        for (var i = 0; i < 50; i++) {
            accept(mint.token());
        }

        assertThat(keyServer.received()).hasSize(1);
    }

    @Test
    void fetchesKeysAgainForAnUnknownOneButNotForEachOfAFlood() {
        accept(mint.token());

        for (var i = 0; i < 50; i++) {
            assertThat(refuse(mint.tokenWith("unknown-" + i, JWSAlgorithm.RS256, claims -> claims)))
                    .isEqualTo(GatewayError.UNAUTHORIZED);
        }

        assertThat(keyServer.received()).hasSize(2);
        accept(mint.token());
    }

    @Test
    void learnsOfANewKeyWhenATokenNamesIt() {
        accept(mint.token());
        var next = new TokenMint("key-2");
        keyServer.answers(exchange -> FakeService.respond(exchange, 200, next.keySet()));

        accept(next.token());
    }

    @Test
    void goesOnWithTheKeysItKnowsWhileTheirSourceIsDown() {
        accept(mint.token());
        keyServer.close();

        accept(mint.token());
        assertThat(refuse(mint.tokenWith("unknown", JWSAlgorithm.RS256, claims -> claims)))
                .isEqualTo(GatewayError.UNAUTHORIZED);
        accept(mint.token());
    }

    @Test
    void doesNotCallATokenInvalidWhenItNeverSawAKey() {
        keyServer.close();

        for (var i = 0; i < 5; i++) {
            assertThat(refuse(mint.token())).isEqualTo(GatewayError.SERVICE_UNAVAILABLE);
        }
    }

    @Test
    void forgetsATokenThatExpiredWhileItWasRemembered() {
        var token = mint.token(
                claims -> claims.expirationTime(Date.from(Instant.now().plusSeconds(2))));
        var clock = new SettableClock();
        var clocked = verifier(clock);
        assertThat(clocked.verify(bearer(token)).block()).isNotNull();

        clock.advance(Duration.ofSeconds(8));

        var refusal = catchThrowableOfType(
                Refusal.class, () -> clocked.verify(bearer(token)).block());
        assertThat(refusal.error()).isEqualTo(GatewayError.UNAUTHORIZED);
    }

    private TokenVerifier verifier(Clock clock) {
        var properties =
                new Token(keyServer.uri(), "parley", "parley-api", Duration.ofSeconds(5), Duration.ofMinutes(1));
        return new TokenVerifier(keys, properties, clock, Schedulers.boundedElastic());
    }

    private void accept(String token) {
        assertThat(verifier.verify(bearer(token)).block()).isNotNull();
    }

    private GatewayError refuse(String token) {
        return catchThrowableOfType(
                        Refusal.class, () -> verifier.verify(bearer(token)).block())
                .error();
    }

    private static HttpHeaders bearer(String token) {
        var headers = new HttpHeaders();
        headers.setBearerAuth(token);
        return headers;
    }
}
