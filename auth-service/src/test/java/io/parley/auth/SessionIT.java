package io.parley.auth;

import static io.parley.auth.Fixtures.PASSWORD;
import static io.parley.auth.Fixtures.uniqueEmail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import io.parley.contract.Role;
import io.parley.contract.Topics;
import io.parley.contract.UserChanged;
import io.parley.kit.json.Json;
import io.parley.testkit.Api;
import io.parley.testkit.Topic;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@AuthTest
class SessionIT {

    @Autowired
    Api api;

    @Autowired
    Fixtures fixtures;

    @Autowired
    Topic.Reader topics;

    @Test
    void registersAndSignsInAsTheSeedDocumentSays() {
        var registered = api.post("/api/auth/register", """
                {
                  "tenantName": "Company Name",
                  "email": "admin@company.com",
                  "password": "SecurePass123!",
                  "name": "Admin User"
                }""");

        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.json().path("success").asBoolean()).isTrue();
        assertThat(registered.data().path("user").path("email").asString()).isEqualTo("admin@company.com");
        assertThat(registered.data().path("user").path("role").asString()).isEqualTo("OWNER");
        assertThat(registered.data().path("user").path("id").asString()).isNotEmpty();
        assertThat(registered.data().path("tenant").path("name").asString()).isEqualTo("Company Name");

        var signedIn = api.post("/api/auth/login", """
                {
                  "email": "admin@company.com",
                  "password": "SecurePass123!"
                }""");

        assertThat(signedIn.status()).isEqualTo(200);
        assertThat(signedIn.data().path("user")).isEqualTo(registered.data().path("user"));
        assertThat(signedIn.data().path("tenant")).isEqualTo(registered.data().path("tenant"));
        var me = api.as(signedIn.data().path("token").asString()).get("/api/auth/me");
        assertThat(me.status()).isEqualTo(200);
        assertThat(me.data().path("user")).isEqualTo(registered.data().path("user"));
        assertThat(me.data().path("tenant")).isEqualTo(registered.data().path("tenant"));
    }

    @Test
    void refusesAnAddressThatIsTakenInAnySpelling() {
        var owner = fixtures.owner();

        var answer =
                api.post("/api/auth/register", registration(" " + owner.email().toUpperCase() + " "));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("code").asString()).isEqualTo("EMAIL_TAKEN");
    }

    @Test
    void givesAnAddressToOneOfManyWhoRegisterAtOnce() {
        var email = uniqueEmail();

        var statuses = IntStream.range(0, 6)
                .parallel()
                .mapToObj(
                        n -> api.post("/api/auth/register", registration(email)).status())
                .sorted()
                .toList();

        assertThat(statuses).containsExactly(201, 409, 409, 409, 409, 409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"email\":\"a@b.c\",\"password\":\"SecurePass123!\",\"name\":\"A\"} | tenantName",
                "{\"tenantName\":\"T\",\"email\":\"nobody\",\"password\":\"SecurePass123!\",\"name\":\"A\"} | email",
                "{\"tenantName\":\"T\",\"email\":\"a@b.c\",\"password\":\"short\",\"name\":\"A\"} | password",
                "{\"tenantName\":\"T\",\"email\":\"a@b.c\",\"password\":\"SecurePass123!\",\"name\":\"A\\u0000\"} | name",
                "{\"tenantName\":\"T\",\"email\":\"a@b.c\",\"password\":\"SecurePass123!\",\"name\":\"A\",\"x\":1} | x"
            })
    void namesTheFieldThatIsWrong(String body, String field) {
        var answer = api.post("/api/auth/register", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").get(0).path("field").asString()).isEqualTo(field);
        assertThat(answer.text()).doesNotContain("SecurePass123!");
    }

    @Test
    void doesNotSayWhetherTheAddressOrThePasswordIsWrong() {
        var owner = fixtures.owner();
        var named = api.with("X-Request-Id", "same");

        var wrongPassword = named.post("/api/auth/login", Map.of("email", owner.email(), "password", "WrongPass123!"));
        var unknown = named.post("/api/auth/login", Map.of("email", uniqueEmail(), "password", PASSWORD));
        var noAddress = named.post("/api/auth/login", Map.of("email", "a\u0000b", "password", PASSWORD));

        assertThat(wrongPassword.status()).isEqualTo(401);
        assertThat(unknown.body()).isEqualTo(wrongPassword.body());
        assertThat(noAddress.body()).isEqualTo(wrongPassword.body());
    }

    @Test
    void signsInUnderAnySpellingOfTheAddress() {
        var owner = fixtures.owner();

        var answer = api.post(
                "/api/auth/login", Map.of("email", " " + owner.email().toUpperCase() + " ", "password", PASSWORD));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void issuesTokensThatThePublishedKeysVerify() throws Exception {
        var owner = fixtures.owner();

        var published = api.get("/.well-known/jwks.json");

        assertThat(published.text()).doesNotContain("\"d\"", "\"p\"", "\"q\"");
        var token = SignedJWT.parse(owner.token());
        var key = (RSAKey)
                JWKSet.parse(published.text()).getKeyByKeyId(token.getHeader().getKeyID());
        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        assertThat(key.size()).isGreaterThanOrEqualTo(2048);
        assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
        var claims = token.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo("parley");
        assertThat(claims.getAudience()).isEqualTo(List.of("parley-api"));
        assertThat(claims.getSubject()).isEqualTo(owner.user().toString());
        assertThat(claims.getStringClaim("tid")).isEqualTo(owner.tenant().toString());
        assertThat(claims.getStringClaim("role")).isEqualTo("OWNER");
        assertThat(claims.getStringClaim("name")).isEqualTo("Olive Owner");
        assertThat(claims.getExpirationTime().getTime() - claims.getIssueTime().getTime())
                .isEqualTo(15 * 60 * 1000L);
    }

    @Test
    void tellsOtherServicesOfTheOwner() {
        var owner = fixtures.owner();

        await().untilAsserted(() -> {
            var events = topics.read(Topics.USER_CHANGED, owner.tenant());
            assertThat(events).hasSize(1);
            assertThat(events.getFirst().key()).isEqualTo(owner.user().toString());
            assertThat(Json.events().readValue(events.getFirst().value(), UserChanged.class))
                    .isEqualTo(new UserChanged(owner.user(), owner.tenant(), "Olive Owner", Role.OWNER, true));
        });
    }

    @Test
    void changesThePasswordAndEndsAllSessions() {
        var owner = fixtures.owner();
        var elsewhere = fixtures.logIn(owner.email());
        var change = Map.of("currentPassword", PASSWORD, "newPassword", "AnotherPass456!");

        assertThat(fixtures.as(owner).post("/api/auth/password", change).status())
                .isEqualTo(200);

        for (var token : List.of(owner.refreshToken(), elsewhere.refreshToken())) {
            assertThat(api.post("/api/auth/refresh", Map.of("refreshToken", token))
                            .status())
                    .isEqualTo(401);
        }
        assertThat(api.post("/api/auth/login", Map.of("email", owner.email(), "password", PASSWORD))
                        .status())
                .isEqualTo(401);
        assertThat(api.post("/api/auth/login", Map.of("email", owner.email(), "password", "AnotherPass456!"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void keepsThePasswordWhereTheCurrentOneIsWrong() {
        var owner = fixtures.owner();
        var change = Map.of("currentPassword", "WrongPass123!", "newPassword", "AnotherPass456!");

        var answer = fixtures.as(owner).post("/api/auth/password", change);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").get(0).path("field").asString()).isEqualTo("currentPassword");
        assertThat(fixtures.logIn(owner.email())).isNotNull();
    }

    @Test
    void wantsATokenForEverythingElse() {
        for (var path : List.of("/api/auth/me", "/api/settings", "/api/auth/users", "/api/auth/audit")) {
            assertThat(api.get(path).status()).isEqualTo(401);
            assertThat(api.as("nonsense").get(path).status()).isEqualTo(401);
        }
        assertThat(api.post("/api/auth/logout", Map.of("refreshToken", "x")).status())
                .isEqualTo(401);
    }

    private static Map<String, String> registration(String email) {
        return Map.of("tenantName", "Company", "email", email, "password", PASSWORD, "name", "Olive Owner");
    }
}
