package io.parley.auth;

import static io.parley.auth.Fixtures.PASSWORD;
import static io.parley.auth.Fixtures.uniqueEmail;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.testkit.Api;
import io.parley.testkit.TestClock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@AuthTest
class FailedLoginIT {

    @Autowired
    Api api;

    @Autowired
    Fixtures fixtures;

    @Autowired
    TestClock clock;

    @BeforeEach
    void pinClock() {
        clock.pin(clock.instant());
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void refusesTheEleventhTryUntilTheWindowEnds() {
        var owner = fixtures.owner();
        for (var n = 0; n < 10; n++) {
            assertThat(logIn(owner.email(), "WrongPass123!").status()).isEqualTo(401);
        }

        var refused = logIn(owner.email(), PASSWORD);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().path("code").asString()).isEqualTo("TOO_MANY_FAILED_LOGINS");
        var wait = Long.parseLong(refused.headers().firstValue("Retry-After").orElseThrow());
        assertThat(wait).isBetween(590L, 600L);
        clock.advance(Duration.ofSeconds(wait));
        assertThat(logIn(owner.email(), PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void startsAnewAfterASuccess() {
        var owner = fixtures.owner();
        for (var round = 0; round < 2; round++) {
            for (var n = 0; n < 9; n++) {
                logIn(owner.email(), "WrongPass123!");
            }
            assertThat(logIn(owner.email(), PASSWORD).status()).isEqualTo(200);
        }
    }

    @Test
    void countsTriesThatComeAtOnceAndForNobodyAlike() {
        var nobody = uniqueEmail();

        var refused = IntStream.range(0, 30)
                .parallel()
                .mapToObj(n -> logIn(nobody, PASSWORD).status())
                .filter(status -> status == 429)
                .count();

        assertThat(refused).isEqualTo(20);
    }

    @Test
    void leavesOtherAccountsAlone() {
        var owner = fixtures.owner();
        var other = fixtures.owner();
        for (var n = 0; n < 11; n++) {
            logIn(owner.email(), "WrongPass123!");
        }

        assertThat(logIn(other.email(), PASSWORD).status()).isEqualTo(200);
    }

    private Api.Answer logIn(String email, String password) {
        return api.post("/api/auth/login", Map.of("email", email, "password", password));
    }
}
