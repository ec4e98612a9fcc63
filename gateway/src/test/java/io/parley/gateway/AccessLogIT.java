package io.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AccessLogIT {

    @Test
    void tellsWhatHappenedAndNamesNobody(CapturedOutput output) throws IOException {
        try (var gateway = RunningGateway.with()) {
            var token = gateway.mint.token();
            gateway.send(gateway.request("/api/messages/4915112345678?search=4915112345679")
                    .header("Authorization", "Bearer " + token)
                    .header("X-Request-Id", "seen-1"));
            gateway.send(gateway.request("/api/webhook?hub.verify_token=canary-secret"));
            gateway.send(gateway.request("/api/webhook/" + token));
            gateway.sendRaw(
                    "GET /api/webhook?x=canary-secret%zz HTTP/1.1\r\nHost: a\r\nX-Canary: canary-secret\r\n\r\n");
            gateway.sendRaw("BROKEN canary-secret\r\n\r\n");

            await().untilAsserted(() -> assertThat(output)
                    .containsPattern("GET /api/messages/\\* 200 \\d+ms route=messages .*request=seen-1"));
            assertThat(output)
                    .doesNotContain("4915112345678", "4915112345679", "canary-secret", token, token.substring(0, 40));
        }
    }
}
