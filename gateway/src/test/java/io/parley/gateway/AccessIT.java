package io.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessIT {

    static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** Written out once more, so that a change of the table in the code does not pass unseen. */
    static final Map<String, Set<String>> PUBLIC = Map.ofEntries(
            Map.entry("/api/auth/register", Set.of("POST")),
            Map.entry("/api/auth/login", Set.of("POST")),
            Map.entry("/api/auth/refresh", Set.of("POST")),
            Map.entry("/api/webhook", Set.of("GET", "POST")),
            Map.entry("/health", Set.of("GET", "HEAD")),
            Map.entry("/docs", Set.of("GET", "HEAD")),
            Map.entry("/docs/openapi.json", Set.of("GET", "HEAD")),
            Map.entry("/docs/swagger-ui.css", Set.of("GET", "HEAD")),
            Map.entry("/docs/swagger-ui-bundle.js", Set.of("GET", "HEAD")),
            Map.entry("/docs/start.js", Set.of("GET", "HEAD")),
            Map.entry("/docs/favicon-32x32.png", Set.of("GET", "HEAD")),
            Map.entry("/openapi.json", Set.of("GET", "HEAD")),
            Map.entry("/asyncapi.json", Set.of("GET", "HEAD")),
            Map.entry("/.well-known/jwks.json", Set.of("GET", "HEAD")),
            Map.entry("/socket.io", Set.of("GET", "POST")),
            Map.entry("/socket.io/", Set.of("GET", "POST")),
            Map.entry("/actuator/health/readiness", Set.of("GET", "HEAD")),
            Map.entry("/actuator/health/liveness", Set.of("GET", "HEAD")));

    static final List<String> NEVER_PUBLIC = List.of(
            "/",
            "/api",
            "/api/auth",
            "/api/auth/me",
            "/api/auth/logout",
            "/api/auth/password",
            "/api/auth/users",
            "/api/auth/api-keys",
            "/api/settings",
            "/api/settings/numbers",
            "/api/numbers",
            "/api/webhook/ledger",
            "/api/webhook/events",
            "/api/webhook/events/replay",
            "/api/messages",
            "/api/media",
            "/api/conversations",
            "/api/contacts",
            "/api/templates",
            "/api/analytics/overview",
            "/api/events",
            "/actuator",
            "/actuator/health",
            "/actuator/env",
            "/actuator/gateway/routes",
            "/.well-known/",
            "/nothing");

    static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.with("PARLEY_LOGIN_LIMIT=100000");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void reset() {
        gateway.reset();
    }

    static Stream<String> publicPaths() {
        return PUBLIC.keySet().stream();
    }

    static Stream<String> nearMisses() {
        var variations = PUBLIC.keySet().stream()
                .flatMap(path -> Stream.of(
                        path + "/",
                        path + "/x",
                        path + "x",
                        path.toUpperCase(Locale.ROOT),
                        path.substring(0, path.length() - 1)))
                .filter(path -> !PUBLIC.containsKey(path) && !path.contains("//"));
        return Stream.concat(variations, NEVER_PUBLIC.stream()).distinct();
    }

    @ParameterizedTest
    @MethodSource("publicPaths")
    void letsAStrangerInByTheListedMethodsOnly(String path) {
        for (var method : METHODS) {
            var status = ask(method, path).statusCode();

            if (PUBLIC.getOrDefault(path, Set.of()).contains(method)) {
                assertThat(status).as(method).isNotIn(400, 401, 403);
            } else {
                assertThat(status).as(method).isEqualTo(401);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("nearMisses")
    void keepsAStrangerOutOfEverythingElse(String path) {
        for (var method : METHODS) {
            assertThat(ask(method, path).statusCode()).as(method).isEqualTo(401);
        }
        assertThat(gateway.ingest.received()).isEmpty();
        assertThat(gateway.messaging.received()).isEmpty();
    }

    @Test
    void tellsACallerWhatDoesNotExist() {
        var answer = gateway.send(gateway.authorized("/api/nothing"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"success\":false", "\"code\":\"NOT_FOUND\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/health", "/actuator/env", "/actuator/gateway/routes", "/actuatorx"})
    void hidesItsManagementFromCallersToo(String path) {
        assertThat(gateway.send(gateway.authorized(path)).statusCode()).isEqualTo(404);
    }

    @Test
    void takesATokenOfEachRole() {
        for (var role : List.of("OWNER", "ADMIN", "AGENT")) {
            var token = gateway.mint.tokenFor(UUID.randomUUID(), role);

            assertThat(askWith(token).statusCode()).isEqualTo(200);
        }
        assertThat(gateway.messaging.received()).hasSize(3);
    }

    static Stream<String> forgeries() {
        var mint = gateway.mint;
        var good = mint.token();
        var parts = good.split("\\.", -1);
        var other = new TokenMint("key-1");
        return Stream.of(
                mint.unsigned(),
                parts[0] + "." + parts[1] + ".",
                mint.signedWithThePublicKeyAsSecret(),
                mint.tokenWith("key-2", JWSAlgorithm.RS256, claims -> claims),
                mint.tokenWith("key-1", JWSAlgorithm.RS512, claims -> claims),
                mint.tokenWith("key-1", JWSAlgorithm.PS256, claims -> claims),
                other.token(),
                mint.token(claims -> claims.issuer("someone")),
                mint.token(claims -> claims.issuer(null)),
                mint.token(claims -> claims.audience("other-api")),
                mint.token(claims -> claims.audience((String) null)),
                mint.token(
                        claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(30)))),
                mint.token(claims -> claims.expirationTime(null)),
                mint.token(
                        claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(60)))),
                mint.token(claims -> claims.subject(null)),
                mint.token(claims -> claims.claim("tid", null)),
                mint.token(claims -> claims.claim("tid", "1 or 1=1")),
                mint.token(claims -> claims.claim("tid", 7)),
                mint.token(claims -> claims.claim("role", "ROOT")),
                mint.token(claims -> claims.claim("role", null)),
                parts[0] + "." + mint.token().split("\\.", -1)[1] + "." + parts[2],
                good.substring(0, good.length() - 10) + "AAAAAAAAAA",
                good + "." + parts[2],
                "x");
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void refusesEveryForgeryInTheSameWords(String token) {
        var answer = askWith(token);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(answer.body()).contains("\"code\":\"UNAUTHORIZED\"", "The access token is not valid.");
        assertThat(gateway.messaging.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YTpi", "Bearer", "Bearer ", "Bearer a b", "Bearer  x", "%s"})
    void refusesWhatIsNoBearerToken(String header) {
        var value = header.formatted(gateway.mint.token());

        var answer = gateway.send(gateway.request("/api/messages").header("Authorization", value));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void refusesTwoTokensAtOnce() throws IOException {
        var authorization = "Authorization: Bearer " + gateway.mint.token() + "\r\n";

        var answer =
                gateway.sendRaw("GET /api/messages HTTP/1.1\r\nHost: a\r\n" + authorization + authorization + "\r\n");

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void doesNotTakeATokenFromTheQuery() {
        var answer = gateway.send(gateway.request("/api/messages?access_token=" + gateway.mint.token()));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//health",
                "/api//messages",
                "/api/auth/login/../me",
                "/api/messages/../../actuator/health",
                "/api/auth/./me",
                "/./api/messages",
                "/api/auth/..;/actuator/env",
                "/api/webhook;/ledger",
                "/api/webhook;x=y",
                "/api/auth/login%2f..%2fme",
                "/api/messages/%2e%2e/actuator",
                "/api/messages/%252e%252e/actuator",
                "/%61ctuator/env",
                "/api/%6dessages",
                "/api/messages%00",
                "/api/auth/login%20",
                "/api/auth\\..\\actuator",
                "/api/messages/%5c..%5cactuator",
                "/api/webhook/%c0%ae%c0%ae/actuator",
                "/api/messages/..",
                "/api/messages/...;",
                "/.."
            })
    void refusesPathsThatCouldBeReadInTwoWays(String path) throws IOException {
        var authorization = "Authorization: Bearer " + gateway.mint.token() + "\r\n";
        for (var method : List.of("GET", "POST")) {
            for (var who : List.of("", authorization)) {
                var answer = gateway.sendRaw(method + " " + path + " HTTP/1.1\r\nHost: a\r\n" + who + "\r\n");

                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.body()).contains("\"code\":\"MALFORMED_REQUEST\"");
                assertThat(answer.header("X-Request-Id")).isNotEmpty();
            }
        }
        assertThat(gateway.auth.received().stream().filter(one -> !one.uri().contains("jwks")))
                .isEmpty();
        assertThat(gateway.ingest.received()).isEmpty();
        assertThat(gateway.messaging.received()).isEmpty();
    }

    @Test
    void tellsEveryoneWhetherAllIsWellAndAdministratorsWhatIsNot() {
        var tenant = UUID.randomUUID();
        gateway.messaging.answers(exchange -> FakeService.respond(exchange, 503, "{}"));

        await().until(() -> gateway.send(gateway.request("/health")).statusCode() == 503);
        var stranger = gateway.send(gateway.request("/health"));
        var agent = gateway.send(
                gateway.request("/health").header("Authorization", "Bearer " + gateway.mint.tokenFor(tenant, "AGENT")));
        var administrator = gateway.send(
                gateway.request("/health").header("Authorization", "Bearer " + gateway.mint.tokenFor(tenant, "ADMIN")));

        assertThat(stranger.body()).contains("\"data\":{\"status\":\"down\"}").doesNotContain("messaging");
        assertThat(agent.body()).doesNotContain("messaging");
        assertThat(administrator.body())
                .contains("\"messaging\":\"down\"", "\"auth\":\"up\"", "\"webhook-ingest\":\"up\"");
    }

    private HttpResponse<String> ask(String method, String path) {
        return gateway.send(gateway.request(path).method(method, BodyPublishers.noBody()));
    }

    private HttpResponse<String> askWith(String token) {
        return gateway.send(gateway.request("/api/messages").header("Authorization", "Bearer " + token));
    }
}
