package io.parley.auth;

import static io.parley.auth.Fixtures.uniqueMetaId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.auth.Fixtures.Member;
import io.parley.contract.TenantSettings;
import io.parley.contract.Topics;
import io.parley.kit.json.Json;
import io.parley.testkit.Api;
import io.parley.testkit.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@AuthTest
class NumberIT {

    private static final String PATH = "/api/settings/numbers";

    @Autowired
    Fixtures fixtures;

    @Autowired
    FakeGraph graph;

    @Autowired
    Topic.Reader topics;

    @Test
    void addsNumbersThatInheritTheDefaultNumbersToken() {
        var owner = fixtures.owner();
        var token = "token-" + UUID.randomUUID();
        var first = add(owner, token, Map.of("accessToken", token, "appSecret", "0123456789", "label", "Sales"));

        var second = add(owner, token, Map.of("label", "Support"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.data().path("accessToken").isNull()).isTrue();
        assertThat(second.data().path("label").asString()).isEqualTo("Support");
        assertThat(second.data().path("displayPhoneNumber").asString()).startsWith("+1555010");
        var listed = fixtures.as(owner).get(PATH).data();
        assertThat(listed.path("numbers")).hasSize(2);
        assertThat(listed.path("numbers").get(0).path("isDefault").asBoolean()).isTrue();
        assertThat(listed.path("pagination").path("total").asInt()).isEqualTo(2);
        assertThat(fixtures.as(owner)
                        .get("/api/settings")
                        .data()
                        .path("whatsappConfig")
                        .path("phoneNumberId"))
                .isEqualTo(first.data().path("phoneNumberId"));
        await().untilAsserted(() -> {
            var events = topics.read(Topics.TENANT_SETTINGS, owner.tenant());
            assertThat(events).isNotEmpty();
            var event = Json.events().readValue(events.getLast().value(), TenantSettings.class);
            assertThat(event.numbers()).hasSize(2);
            assertThat(event.numbers().get(1).accessTokenEncrypted())
                    .isEqualTo(event.numbers().get(0).accessTokenEncrypted())
                    .isNotNull();
            assertThat(event.numbers().get(1).appSecretEncrypted())
                    .isEqualTo(event.numbers().get(0).appSecretEncrypted())
                    .isNotNull();
        });
    }

    @Test
    void changesAndDeletesANumber() {
        var owner = fixtures.owner();
        var token = "token-" + UUID.randomUUID();
        add(owner, token, Map.of("accessToken", token, "label", "Sales"));
        var id = add(owner, token, Map.of("label", "Support")).data().path("id").asString();

        var changed = fixtures.as(owner).patch(PATH + "/" + id, Map.of("label", "Help"));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.data().path("label").asString()).isEqualTo("Help");
        assertThat(fixtures.as(owner).delete(PATH + "/" + id).status()).isEqualTo(200);
        assertThat(fixtures.as(owner).get(PATH).data().path("numbers")).hasSize(1);
        assertThat(fixtures.as(owner).delete(PATH + "/" + id).status()).isEqualTo(404);
    }

    @Test
    void checksWhatIsAddedAndChanged() {
        var owner = fixtures.owner();
        var token = "token-" + UUID.randomUUID();
        var added = add(owner, token, Map.of("accessToken", token, "label", "Sales"));
        var number = added.data().path("phoneNumberId").asString();
        var path = PATH + "/" + added.data().path("id").asString();

        var unknown = Map.of("phoneNumberId", uniqueMetaId(), "label", "Unknown");
        assertThat(fixtures.as(owner).post(PATH, unknown).json().path("code").asString())
                .isEqualTo("WHATSAPP_CREDENTIALS_REJECTED");
        assertThat(fixtures.as(owner)
                        .patch(path, Map.of("accessToken", "another-token"))
                        .json()
                        .path("code")
                        .asString())
                .isEqualTo("WHATSAPP_CREDENTIALS_REJECTED");
        assertThat(fixtures.as(owner)
                        .post(PATH, Map.of("phoneNumberId", number, "label", "Twice"))
                        .status())
                .isEqualTo(409);
        assertThat(fixtures.as(owner).patch(path, "{\"phoneNumberId\":null}").status())
                .isEqualTo(400);
        assertThat(fixtures.as(owner).post(PATH, Map.of("label", "None")).status())
                .isEqualTo(400);
    }

    @Test
    void wantsATokenFromSomewhere() {
        var owner = fixtures.owner();

        var answer = add(owner, "token-" + UUID.randomUUID(), Map.of("label", "Sales"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").get(0).path("field").asString()).endsWith("accessToken");
    }

    private Api.Answer add(Member owner, String token, Map<String, String> more) {
        var number = uniqueMetaId();
        graph.add(number, token);
        var body = new HashMap<>(more);
        body.put("phoneNumberId", number);
        return fixtures.as(owner).post(PATH, body);
    }
}
