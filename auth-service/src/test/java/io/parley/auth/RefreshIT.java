package io.parley.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.testkit.Api;
import io.parley.testkit.TestClock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@AuthTest
class RefreshIT {

    @Autowired
    Api api;

    @Autowired
    Fixtures fixtures;

    @Autowired
    TestClock clock;

    /** What may take ten seconds is not spoilt by how long the machine takes. */
    @BeforeEach
    void pinClock() {
        clock.pin(clock.instant());
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void rotatesTheToken() {
        var owner = fixtures.owner();

        var first = refresh(owner.refreshToken());
        var second = refresh(next(first));

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(200);
        assertThat(next(first)).isNotEqualTo(owner.refreshToken()).isNotEqualTo(next(second));
        assertThat(api.as(second.data().path("token").asString())
                        .get("/api/auth/me")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void givesTheSamePairAgainForTenSeconds() {
        var owner = fixtures.owner();
        var first = refresh(owner.refreshToken());
        clock.advance(Duration.ofSeconds(9));

        var again = refresh(owner.refreshToken());

        assertThat(again.data()).isEqualTo(first.data());
        assertThat(refresh(next(again)).status()).isEqualTo(200);
    }

    @Test
    void givesAllWhoRefreshAtOnceTheSamePair() {
        var owner = fixtures.owner();

        var pairs = IntStream.range(0, 8)
                .parallel()
                .mapToObj(n -> refresh(owner.refreshToken()).text())
                .distinct()
                .toList();

        assertThat(pairs).hasSize(1);
        assertThat(pairs.getFirst()).contains("\"success\":true");
    }

    @Test
    void endsTheFamilyWhenAUsedTokenComesBack() {
        var owner = fixtures.owner();
        var next = next(refresh(owner.refreshToken()));
        clock.advance(Duration.ofSeconds(11));

        assertThat(refresh(owner.refreshToken()).status()).isEqualTo(401);

        assertThat(refresh(next).status()).isEqualTo(401);
        assertThat(refresh(fixtures.logIn(owner.email()).refreshToken()).status())
                .isEqualTo(200);
    }

    @Test
    void leavesOtherFamiliesAlone() {
        var owner = fixtures.owner();
        var elsewhere = fixtures.logIn(owner.email());
        refresh(owner.refreshToken());
        clock.advance(Duration.ofSeconds(11));
        refresh(owner.refreshToken());

        assertThat(refresh(elsewhere.refreshToken()).status()).isEqualTo(200);
    }

    @Test
    void refusesATokenThatHasExpired() {
        var owner = fixtures.owner();
        clock.advance(Duration.ofDays(31));

        assertThat(refresh(owner.refreshToken()).status()).isEqualTo(401);
    }

    @Test
    void endsTheFamilyAtSignOut() {
        var owner = fixtures.owner();
        var next = next(refresh(owner.refreshToken()));

        assertThat(fixtures.as(owner)
                        .post("/api/auth/logout", Map.of("refreshToken", next))
                        .status())
                .isEqualTo(200);

        assertThat(refresh(next).status()).isEqualTo(401);
    }

    @Test
    void letsNobodySignSomebodyElseOut() {
        var owner = fixtures.owner();
        var stranger = fixtures.owner();

        var foreign = fixtures.as(stranger).post("/api/auth/logout", Map.of("refreshToken", owner.refreshToken()));
        var absent = fixtures.as(stranger).post("/api/auth/logout", Map.of("refreshToken", "nothing"));

        assertThat(foreign.body()).isEqualTo(absent.body());
        assertThat(refresh(owner.refreshToken()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "%%%", "pk_", "eyJhbGciOiJub25lIn0.e30."})
    void refusesWhatIsNoToken(String text) {
        var answer = refresh(text);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("code").asString()).isEqualTo("INVALID_REFRESH_TOKEN");
    }

    @Test
    void refusesATokenWithAChangedBit() {
        var owner = fixtures.owner();
        var bytes = Base64.getUrlDecoder().decode(owner.refreshToken());
        for (var position : new int[] {0, 16, 32, 63}) {
            var changed = bytes.clone();
            changed[position] ^= 1;
            assertThat(refresh(Base64.getUrlEncoder().withoutPadding().encodeToString(changed))
                            .status())
                    .isEqualTo(401);
        }
        assertThat(refresh(owner.refreshToken()).status()).isEqualTo(200);
    }

    @Test
    void doesNotTakeAnAccessTokenForARefreshTokenOrTheOtherWayRound() {
        var owner = fixtures.owner();

        assertThat(refresh(owner.token()).status()).isEqualTo(401);
        assertThat(api.as(owner.refreshToken()).get("/api/auth/me").status()).isEqualTo(401);
    }

    private Api.Answer refresh(String token) {
        return api.post("/api/auth/refresh", Map.of("refreshToken", token));
    }

    private static String next(Api.Answer answer) {
        return answer.data().path("refreshToken").asString();
    }
}
