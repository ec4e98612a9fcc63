package io.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiKeysIT {

    static final Duration REMEMBERED = Duration.ofMillis(800);

    static RunningGateway gateway;

    final UUID tenant = UUID.randomUUID();
    final String key = "pk_" + UUID.randomUUID();
    String issued = "";

    @BeforeAll
    static void start() {
        gateway = RunningGateway.with("parley.gateway.api-keys.remember=" + REMEMBERED.toMillis() + "ms");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void authServiceKnowsTheKey() {
        gateway.reset();
        issued = gateway.mint.tokenFor(tenant, "AGENT");
        authAnswers(200, "{\"success\":true,\"data\":{\"token\":\"" + issued + "\",\"expiresIn\":120}}");
    }

    @Test
    void passesAnAccessTokenOnInPlaceOfTheKey() {
        assertThat(listMessages(key).statusCode()).isEqualTo(200);

        assertThat(gateway.messaging.last().header("Authorization")).containsExactly("Bearer " + issued);
        assertThat(new String(exchanges().body(), StandardCharsets.UTF_8)).isEqualTo("{\"apiKey\":\"" + key + "\"}");
    }

    @Test
    void asksOnceForManyRequests() {
        for (var i = 0; i < 20; i++) {
            assertThat(listMessages(key).statusCode()).isEqualTo(200);
        }

        assertThat(timesAsked()).isEqualTo(1);
    }

    @Test
    void refusesAKeyThatAuthServiceDoesNotKnowAndAsksOnce() {
        authAnswers(401, "{\"success\":false,\"code\":\"INVALID_API_KEY\"}");

        for (var i = 0; i < 5; i++) {
            var answer = listMessages(key);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body())
                    .contains("UNAUTHORIZED", "The access token is not valid.")
                    .doesNotContain(key);
        }

        assertThat(timesAsked()).isEqualTo(1);
        assertThat(gateway.messaging.received()).isEmpty();
    }

    @Test
    void stopsBelievingADeletedKeyWithinTheTimeItIsRemembered() {
        assertThat(listMessages(key).statusCode()).isEqualTo(200);

        authAnswers(401, "{\"success\":false,\"code\":\"INVALID_API_KEY\"}");

        await().until(() -> listMessages(key).statusCode() == 401);
    }

    @Test
    void saysThatItCannotTellWhileAuthServiceIsBrokenAndTriesAgain() {
        authAnswers(500, "oops");
        assertThat(listMessages(key).statusCode()).isEqualTo(503);

        authServiceKnowsTheKey();

        assertThat(listMessages(key).statusCode()).isEqualTo(200);
    }

    @Test
    void doesNotBelieveATokenOfAuthServiceThatIsNotValid() {
        authAnswers(200, "{\"success\":true,\"data\":{\"token\":\"" + gateway.mint.unsigned() + "\"}}");

        assertThat(listMessages(key).statusCode()).isEqualTo(401);
        assertThat(gateway.messaging.received()).isEmpty();
    }

    private HttpResponse<String> listMessages(String credential) {
        return gateway.send(gateway.request("/api/messages").header("Authorization", "Bearer " + credential));
    }

    private FakeService.Received exchanges() {
        return gateway.auth.received().stream()
                .filter(one -> one.uri().endsWith("/internal/api-keys/exchange"))
                .findFirst()
                .orElseThrow();
    }

    private long timesAsked() {
        return gateway.auth.received().stream()
                .filter(one -> one.uri().endsWith("/internal/api-keys/exchange"))
                .count();
    }

    private void authAnswers(int status, String body) {
        gateway.auth.answers(exchange -> {
            if (exchange.getRequestURI().getPath().endsWith("jwks.json")) {
                FakeService.respond(exchange, 200, gateway.mint.keySet());
                return;
            }
            FakeService.respond(exchange, status, body);
        });
    }
}
