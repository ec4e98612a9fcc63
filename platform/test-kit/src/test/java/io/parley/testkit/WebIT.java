package io.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.PlainJWT;
import io.parley.contract.Role;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest
@SuppressWarnings("NullAway.Init")
class WebIT {

    static final TestTenant TENANT = TestTenant.create();

    @Autowired
    Api api;

    @Test
    void givesControllersTheCallerAndTheirWorkTheTenant() {
        var answer = api.as(TENANT, Role.AGENT).get("/api/who");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data().path("caller").path("tenant").stringValue())
                .isEqualTo(TENANT.id().toString());
        assertThat(answer.data().path("caller").path("role").stringValue()).isEqualTo("AGENT");
        assertThat(answer.data().path("scope").path(0).stringValue())
                .isEqualTo(TENANT.id().toString());
    }

    @Test
    void opensPublicPathsOnly() {
        assertThat(api.get("/api/open").status()).isEqualTo(200);
        assertThat(api.post("/api/open", "{}").status()).isEqualTo(401);
        assertThat(api.get("/api/open/").status()).isEqualTo(401);
        assertThat(api.get("/api/who").status()).isEqualTo(401);
        assertThat(api.get("/actuator/env").status()).isEqualTo(401);
        assertThat(api.get("/actuator/health/readiness").status()).isEqualTo(200);
    }

    static Stream<String> forgedTokens() {
        var past = Date.from(Instant.now().minus(Duration.ofMinutes(1)));
        return Stream.of(
                "nonsense",
                new PlainJWT(TENANT.claims(Role.OWNER).build()).serialize(),
                TestKeys.sign(TENANT.claims(Role.OWNER).issuer("somebody").build()),
                TestKeys.sign(TENANT.claims(Role.OWNER).audience("something").build()),
                TestKeys.sign(TENANT.claims(Role.OWNER).expirationTime(past).build()),
                TestKeys.sign(TENANT.claims(Role.OWNER).expirationTime(null).build()),
                TestKeys.sign(TENANT.claims(Role.OWNER).claim("tid", null).build()),
                TestKeys.sign(TENANT.claims(Role.OWNER).claim("tid", "everyone").build()),
                TestKeys.sign(TENANT.claims(Role.OWNER).claim("role", "GOD").build()),
                TestKeys.sign(TENANT.claims(Role.OWNER).subject(null).build()),
                TENANT.token(Role.OWNER) + "x");
    }

    @ParameterizedTest
    @MethodSource("forgedTokens")
    void refusesTokensThatAreNotExactlyRight(String token) {
        var answer = api.as(token).get("/api/who");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("UNAUTHORIZED");
        assertThat(answer.json().path("success").booleanValue()).isFalse();
        assertThat(answer.json().path("requestId").stringValue()).isNotEmpty();
    }

    @Test
    void knowsThatAnOwnerIsAnAdminAndAnAgentIsNot() {
        assertThat(api.as(TENANT, Role.OWNER).get("/api/admins").status()).isEqualTo(200);
        assertThat(api.as(TENANT, Role.ADMIN).get("/api/admins").status()).isEqualTo(200);
        var refused = api.as(TENANT, Role.AGENT).get("/api/admins");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("code").stringValue()).isEqualTo("FORBIDDEN");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"a\",\"count\":1,\"colour\":\"red\"}|colour",
                "{\"name\":\"a\",\"count\":\"x\"}|count",
                "{\"name\":7,\"count\":1}|name",
                "{\"name\":\" \",\"count\":1}|name",
                "{\"name\":\"a\"}|count",
            })
    void namesTheFieldThatIsWrong(String body, String field) {
        var answer = api.as(TENANT, Role.AGENT).post("/api/things", body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("VALIDATION_FAILED");
        assertThat(answer.json().path("errors").path(0).path("field").asString(""))
                .isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST|/api/things|{|400|MALFORMED_REQUEST",
                "GET|/api/things/7||400|VALIDATION_FAILED",
                "GET|/api/pages?page=0||400|VALIDATION_FAILED",
                "GET|/api/pages?limit=201||400|VALIDATION_FAILED",
                "GET|/api/pages?limit=many||400|VALIDATION_FAILED",
                "GET|/api/nothing||404|NOT_FOUND",
                "DELETE|/api/things||405|METHOD_NOT_ALLOWED",
                "GET|/api/broken||500|INTERNAL_ERROR",
            })
    void answersEveryErrorInTheSameEnvelope(String method, String path, String body, int status, String code) {
        var answer =
                api.as(TENANT, Role.AGENT).with("X-Request-Id", "my-request").call(method, path, body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().path("code").stringValue()).isEqualTo(code);
        assertThat(answer.json().path("requestId").stringValue()).isEqualTo("my-request");
        assertThat(answer.json().path("message").stringValue()).doesNotContain("secret detail");
        assertThat(answer.headers().firstValue("X-Request-Id")).contains("my-request");
    }

    @Test
    void refusesBodiesOverTheLimit() {
        var answer = api.as(TENANT, Role.AGENT)
                .post("/api/things", "{\"name\":\"" + "x".repeat(1_100_000) + "\",\"count\":1}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("PAYLOAD_TOO_LARGE");
    }

    @Test
    void takesMoreWhereAPathSaysSoAndNowhereElse() {
        var caller = api.as(TENANT, Role.AGENT).with("Content-Type", "text/plain");

        assertThat(caller.post("/api/files", "x".repeat(2 * 1024 * 1024)).status())
                .isEqualTo(200);
        assertThat(caller.post("/api/files", "x".repeat(2 * 1024 * 1024 + 1)).status())
                .isEqualTo(413);
        assertThat(caller.post("/api/things", "x".repeat(1024 * 1024 + 1)).status())
                .isEqualTo(413);
    }

    @Test
    void breaksOffAnAnswerThatCannotBeFinished() {
        assertThatThrownBy(() -> api.as(TENANT, Role.AGENT).get("/api/breaks"))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void replacesRequestIdsThatAreNotSane() {
        var answer = api.with("X-Request-Id", "<script>").get("/api/open");

        assertThat(answer.headers().firstValue("X-Request-Id"))
                .isPresent()
                .get()
                .asString()
                .doesNotContain("script");
    }
}
