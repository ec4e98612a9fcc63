package io.parley.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.Role;
import io.parley.testkit.Api;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@AuthTest
class ApiKeyIT {

    private static final String PATH = "/api/auth/api-keys";

    @Autowired
    Api api;

    @Autowired
    Fixtures fixtures;

    @Test
    void showsAKeyOnceAndExchangesItForAToken() {
        var owner = fixtures.owner();

        var created = fixtures.as(owner).post(PATH, Map.of("name", "CRM", "role", "ADMIN"));

        assertThat(created.status()).isEqualTo(201);
        var key = created.data().path("key").asString();
        assertThat(key).startsWith("pk_");
        var listed = fixtures.as(owner).get(PATH);
        assertThat(listed.data().path("apiKeys")).hasSize(1);
        assertThat(listed.data().path("apiKeys").get(0).path("hint").asString())
                .isEqualTo(key.substring(key.length() - 4));
        assertThat(listed.text()).doesNotContain(key);
        var exchanged = exchange(key);
        assertThat(exchanged.status()).isEqualTo(200);
        var asKey = api.as(exchanged.data().path("token").asString());
        assertThat(asKey.patch("/api/settings", "{\"inbox\":{\"enforceWindow\":true}}")
                        .status())
                .isEqualTo(200);
        assertThat(asKey.get(PATH).status()).isEqualTo(403);
    }

    @Test
    void refusesADeletedAWrongAndAForeignKey() {
        var owner = fixtures.owner();
        var created = fixtures.as(owner).post(PATH, Map.of("name", "CRM", "role", "ADMIN"));
        var key = created.data().path("key").asString();
        var token = exchange(key).data().path("token").asString();

        assertThat(fixtures.as(owner)
                        .delete(PATH + "/" + created.data().path("id").asString())
                        .status())
                .isEqualTo(200);

        assertThat(exchange(key).status()).isEqualTo(401);
        assertThat(exchange("pk_nonsense").status()).isEqualTo(401);
        assertThat(exchange(owner.refreshToken()).status()).isEqualTo(401);
        assertThat(exchange("pk_" + owner.refreshToken()).status()).isEqualTo(401);
        assertThat(api.as(token)
                        .patch("/api/settings", "{\"inbox\":{\"enforceWindow\":true}}")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void isForOwnersOnly() {
        var admin = fixtures.member(fixtures.owner(), Role.ADMIN);

        assertThat(fixtures.as(admin).get(PATH).status()).isEqualTo(403);
        assertThat(fixtures.as(admin)
                        .post(PATH, Map.of("name", "CRM", "role", "AGENT"))
                        .status())
                .isEqualTo(403);
    }

    private Api.Answer exchange(String key) {
        return api.post("/internal/api-keys/exchange", Map.of("apiKey", key));
    }
}
