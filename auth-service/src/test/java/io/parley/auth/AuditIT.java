package io.parley.auth;

import static io.parley.auth.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.Role;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@AuthTest
class AuditIT {

    @Autowired
    Fixtures fixtures;

    @Test
    void recordsWhoChangedWhatFromWhere() {
        var owner = fixtures.owner();
        var agent = fixtures.member(owner, Role.AGENT);
        var api = fixtures.as(owner).with("X-Forwarded-For", "203.0.113.7").with("X-Request-Id", "audit-1");
        api.patch("/api/auth/users/" + agent.user(), Map.of("role", "ADMIN"));
        api.patch("/api/settings", "{\"webhookConfig\":{\"verifyToken\":\"a-secret-token\"}}");
        api.post("/api/auth/api-keys", Map.of("name", "CRM", "role", "AGENT"));
        api.post("/api/auth/password", Map.of("currentPassword", PASSWORD, "newPassword", "AnotherPass456!"));

        var answer = api.get("/api/auth/audit");

        var entries = answer.data().path("entries");
        assertThat(entries)
                .extracting(entry -> entry.path("action").asString())
                .containsExactly(
                        "PASSWORD_CHANGED", "API_KEY_CREATED", "SETTINGS_CHANGED", "USER_CHANGED", "USER_CREATED");
        var change = entries.get(3);
        assertThat(change.path("actor").path("id").asString())
                .isEqualTo(owner.user().toString());
        assertThat(change.path("actor").path("name").asString()).isEqualTo("Olive Owner");
        assertThat(change.path("target").path("id").asString())
                .isEqualTo(agent.user().toString());
        assertThat(change.path("details").path("role").path("to").asString()).isEqualTo("ADMIN");
        assertThat(change.path("address").asString()).isEqualTo("203.0.113.7");
        assertThat(change.path("requestId").asString()).isEqualTo("audit-1");
        assertThat(entries.get(2).path("details").path("changed"))
                .extracting(JsonNode::asString)
                .containsExactly("webhookConfig.verifyToken");
        assertThat(answer.text()).doesNotContain("a-secret-token", "pk_", PASSWORD);
        assertThat(answer.data().path("pagination").path("total").asInt()).isEqualTo(5);
    }

    @Test
    void recordsNothingOfWhatWasRefused() {
        var owner = fixtures.owner();
        fixtures.as(owner).delete("/api/auth/users/" + owner.user());
        fixtures.as(owner).patch("/api/settings", "{\"webhookConfig\":{\"enabled\":true}}");

        assertThat(fixtures.as(owner).get("/api/auth/audit").data().path("entries"))
                .isEmpty();
    }

    @Test
    void isForOwnersOfTheTenantOnly() {
        var owner = fixtures.owner();
        var admin = fixtures.member(owner, Role.ADMIN);

        assertThat(fixtures.as(admin).get("/api/auth/audit").status()).isEqualTo(403);
        assertThat(fixtures.as(fixtures.owner()).get("/api/auth/audit").data().path("entries"))
                .isEmpty();
    }
}
