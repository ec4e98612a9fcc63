package io.parley.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.testkit.TenantIsolationContract;
import io.parley.testkit.TestTenant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MessagingIsolationIT extends MediaTest {

    @Nested
    class Contract extends TenantIsolationContract {

        @Override
        protected Set<String> tablesWithoutTenant() {
            return Set.of();
        }

        @Override
        protected Set<String> tablesOfWorkers() {
            return Set.of(
                    "send_queue",
                    "send_lane",
                    "number_hold",
                    "read_receipt",
                    "message_count_change",
                    "media_life",
                    "media_fetch",
                    "erasure");
        }

        @Override
        protected List<Route> routes() {
            return List.of(
                    new Route("GET", "/api/messages/{id}", null),
                    new Route("POST", "/api/messages/{id}/read", Map.of("typing", true)),
                    new Route("POST", "/api/messages/{id}/resend", null),
                    new Route("GET", "/api/media/{id}", null),
                    new Route("POST", "/api/media/{id}/retry", null));
        }

        @Override
        protected UUID create(Route route, TestTenant owner) {
            return route.path().startsWith("/api/media")
                    ? uploaded(owner, "photo.jpg", FakeGraphFiles.jpeg(1000))
                    : receive(owner);
        }
    }

    @Test
    void refusesToAnswerAForeignMessage() {
        var owner = connectedTenant();
        var stranger = connectedTenant();
        var message = receive(owner);
        var request = Map.of("to", "+447700900123", "type", "text", "content", Map.of("text", "x"), "replyTo", message);

        assertThat(as(owner).post("/api/messages", request).status()).isEqualTo(201);
        assertThat(as(stranger).post("/api/messages", request).text()).contains("replyTo");
    }

    @Test
    void refusesToSendFromAForeignNumber() {
        var owner = connectedTenant();
        var stranger = connectedTenant();
        var request = Map.of(
                "to", "+447700900123", "type", "text", "content", Map.of("text", "x"), "from", owner.phoneNumberId());

        assertThat(as(stranger).post("/api/messages", request).status()).isEqualTo(400);
    }
}
