package io.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserIT {

    static final String FRIEND = "https://inbox.example";

    static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.with(
                "CORS_ORIGINS=" + FRIEND + ",https://other.example",
                "TRUSTED_PROXIES=127.0.0.1,10.0.0.0/8",
                "PARLEY_LOGIN_LIMIT=1");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void reset() {
        gateway.reset();
    }

    @Test
    void answersThePreflightOfAnAllowedOriginWithoutAToken() throws IOException {
        var answer = preflight(FRIEND, "PATCH");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(FRIEND);
        assertThat(answer.header("Access-Control-Allow-Methods")).contains("PATCH", "DELETE");
        assertThat(answer.header("Access-Control-Allow-Headers")).contains("authorization", "idempotency-key");
        assertThat(answer.headers()).doesNotContainKey("Access-Control-Allow-Credentials");
        assertThat(answer.header("X-Request-Id")).isNotEmpty();
        assertThat(gateway.messaging.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example", "http://inbox.example", "https://inbox.example.evil.example", "null"})
    void refusesThePreflightOfAnyOtherOrigin(String origin) throws IOException {
        var answer = preflight(origin, "POST");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("\"code\":\"FORBIDDEN\"");
        assertThat(answer.headers()).doesNotContainKey("Access-Control-Allow-Origin");
        assertThat(answer.header("X-Request-Id")).isNotEmpty();
    }

    @Test
    void letsAnAllowedOriginReadAnswersAndRefusals() {
        var answer = gateway.send(gateway.authorized("/api/messages").header("Origin", FRIEND));
        var refusal = gateway.send(gateway.request("/api/messages").header("Origin", FRIEND));

        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly(FRIEND);
        assertThat(refusal.statusCode()).isEqualTo(401);
        assertThat(refusal.headers().allValues("Access-Control-Allow-Origin")).containsExactly(FRIEND);
        assertThat(refusal.headers().firstValue("Access-Control-Expose-Headers").orElseThrow())
                .contains("X-Request-Id", "Retry-After");
    }

    @Test
    void letsNoOtherOriginReadAnAnswer() {
        var answer = gateway.send(gateway.authorized("/api/messages").header("Origin", "https://evil.example"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void believesATrustedProxyAboutTheClientUpToTheFirstUntrustedHop() {
        var answer = gateway.send(gateway.authorized("/api/messages")
                .header("X-Forwarded-For", "6.6.6.6, 203.0.113.9, 10.1.2.3")
                .header("X-Forwarded-Proto", "https"));

        assertThat(gateway.messaging.last().header("X-Forwarded-For")).containsExactly("203.0.113.9");
        assertThat(gateway.messaging.last().header("X-Forwarded-Proto")).containsExactly("https");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
    }

    @Test
    void countsLoginsByTheAddressTheProxyNames() throws IOException {
        assertThat(login("198.51.100.1")).isEqualTo(200);
        assertThat(login("198.51.100.1")).isEqualTo(429);
        assertThat(login("6.6.6.6, 198.51.100.1")).isEqualTo(429);
        assertThat(login("198.51.100.2")).isEqualTo(200);
        assertThat(login("2001:db8:0:1::1")).isEqualTo(200);
        assertThat(login("2001:db8:0:1:ffff::2")).isEqualTo(429);
        assertThat(login("2001:db8:0:2::1")).isEqualTo(200);
    }

    private static int login(String forwardedFor) throws IOException {
        return gateway.sendRaw("POST /api/auth/login HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: " + forwardedFor
                        + "\r\nContent-Length: 2\r\n\r\n{}")
                .status();
    }

    private static Wire.Answer preflight(String origin, String method) throws IOException {
        return gateway.sendRaw("OPTIONS /api/messages HTTP/1.1\r\nHost: a\r\nOrigin: " + origin
                + "\r\nAccess-Control-Request-Method: " + method
                + "\r\nAccess-Control-Request-Headers: authorization,idempotency-key\r\n\r\n");
    }
}
