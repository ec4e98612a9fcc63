package io.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DocsIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String CONTACTS = """
            {"paths": {"/api/contacts": {"get": {"summary": "List contacts"}}}}""";

    @Test
    void describesTheServicesThatAnswerAndNamesTheOthersUntilTheyDo() {
        try (var gateway = RunningGateway.with("METRICS_PORT=0")) {
            gateway.contact.answers(exchange -> FakeService.respond(exchange, 200, """
                    {"paths": {"/api/contacts": {"get": {"summary": "List contacts"}}}}"""));
            gateway.messaging.answers(exchange -> FakeService.respond(exchange, 503, "{}"));

            var partly =
                    JSON.readTree(gateway.send(gateway.request("/openapi.json")).body());

            assertThat(partly.at("/paths/~1api~1contacts/get/summary").stringValue())
                    .isEqualTo("List contacts");
            assertThat(partly.at("/info/x-absent").toString())
                    .contains("messaging")
                    .doesNotContain("contact");

            gateway.contact.close();
            gateway.messaging.answers(exchange -> FakeService.respond(exchange, 200, """
                    {"paths": {"/api/messages": {"get": {"summary": "List messages"}}}}"""));

            var later =
                    JSON.readTree(gateway.send(gateway.request("/openapi.json")).body());

            assertThat(later.at("/paths/~1api~1messages/get/summary").stringValue())
                    .isEqualTo("List messages");
            assertThat(later.at("/paths/~1api~1contacts/get/summary").stringValue())
                    .isEqualTo("List contacts");
        }
    }

    @Test
    void asksOnlyForWhatIsMissing() {
        try (var gateway = RunningGateway.with("METRICS_PORT=0")) {
            gateway.contact.answers(exchange -> FakeService.respond(exchange, 200, CONTACTS));

            for (var i = 0; i < 3; i++) {
                assertThat(document(gateway).path("paths").propertyNames()).contains("/api/contacts");
            }

            assertThat(gateway.contact.received()).hasSize(1);
            assertThat(gateway.messaging.received()).hasSize(3);
        }
    }

    @Test
    void waitsAMomentForASlowServiceAndTakesItInWhenItHasAnswered() {
        var slow = new CountDownLatch(1);
        try (var gateway = RunningGateway.with("METRICS_PORT=0")) {
            gateway.contact.answers(exchange -> FakeService.respond(exchange, 200, CONTACTS));
            gateway.messaging.answers(exchange -> {
                awaitReleaseOf(slow);
                FakeService.respond(exchange, 200, """
                        {"paths": {"/api/messages": {"get": {"summary": "List messages"}}}}""");
            });

            var began = System.nanoTime();
            assertThat(document(gateway).at("/info/x-absent").toString()).contains("messaging");
            var first = System.nanoTime() - began;
            began = System.nanoTime();
            assertThat(document(gateway).path("paths").propertyNames()).contains("/api/contacts");
            var second = System.nanoTime() - began;
            assertThat(Duration.ofNanos(first)).isGreaterThan(Duration.ofMillis(5_900));
            assertThat(second).isLessThan(first); // which does not wait once more
            assertThat(gateway.messaging.received()).hasSize(1);

            slow.countDown();

            await().until(() -> document(gateway).path("paths").has("/api/messages"));
            assertThat(document(gateway).at("/info/x-absent").toString()).doesNotContain("messaging");
            assertThat(gateway.messaging.received()).hasSize(1);
        } finally {
            slow.countDown();
        }
    }

    private static JsonNode document(RunningGateway gateway) {
        return JSON.readTree(gateway.send(gateway.request("/openapi.json")).body());
    }

    private static void awaitReleaseOf(CountDownLatch latch) {
        try {
            assertThat(latch.await(15, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void letsThePageRunNothingButItsOwnScripts() {
        try (var gateway = RunningGateway.with("METRICS_PORT=0")) {
            var page = gateway.send(gateway.request("/docs"));

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'");
            for (var file : DocsController.FILES.keySet()) {
                assertThat(gateway.send(gateway.request("/docs/" + file)).statusCode())
                        .as(file)
                        .isEqualTo(200);
            }
        }
    }
}
