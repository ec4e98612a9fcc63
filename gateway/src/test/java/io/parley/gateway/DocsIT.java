package io.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class DocsIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

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
