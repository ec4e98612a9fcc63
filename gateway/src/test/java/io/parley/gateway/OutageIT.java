package io.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutageIT {

    @Test
    void answersUnavailableWhenAServiceIsDownAndServesTheOthers() {
        try (var gateway = RunningGateway.with("APP_ENV=production")) {
            gateway.messaging.close();

            var answer = gateway.send(gateway.authorized("/api/messages").POST(BodyPublishers.ofString("{}")));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(answer.body()).contains("SERVICE_UNAVAILABLE").doesNotContain("127.0.0.1", "Exception");
            assertThat(gateway.send(gateway.authorized("/api/settings")).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void stopsAskingAServiceThatHangsAndAsksTheOthers() {
        var never = new CountDownLatch(1);
        try (var gateway =
                RunningGateway.with("spring.cloud.gateway.server.webflux.httpclient.response-timeout=300ms")) {
            gateway.messaging.answers(exchange -> {
                try {
                    never.await(1, TimeUnit.MINUTES);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });

            for (var i = 0; i < 40; i++) {
                assertThat(gateway.send(gateway.authorized("/api/messages")).statusCode())
                        .isEqualTo(503);
            }

            assertThat(gateway.messaging.received()).hasSizeBetween(20, 25);
            await().until(() -> gateway.send(gateway.request("/api/webhook")).statusCode() == 200);
            never.countDown();
        }
    }
}
