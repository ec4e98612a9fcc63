package io.parley.auth;

import static io.parley.auth.Fixtures.uniqueMetaId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.auth.FakeGraph.Trouble;
import io.parley.auth.Fixtures.Member;
import io.parley.contract.EventTypes;
import io.parley.contract.MessageError;
import io.parley.contract.NumberStatus;
import io.parley.contract.Role;
import io.parley.contract.TenantSettings;
import io.parley.contract.Topics;
import io.parley.kit.crypto.Encryption;
import io.parley.kit.event.Event;
import io.parley.kit.event.EventPublisher;
import io.parley.kit.json.Json;
import io.parley.testkit.Api;
import io.parley.testkit.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@AuthTest
class SettingsIT {

    @Autowired
    Fixtures fixtures;

    @Autowired
    FakeGraph graph;

    @Autowired
    Topic.Reader topics;

    @Autowired
    Encryption encryption;

    @Autowired
    EventPublisher publisher;

    @Test
    void showsANewTenantEmptySettingsAndTellsOthersOfThem() {
        var owner = fixtures.owner();

        var answer = fixtures.as(owner).get("/api/settings");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data()).isEqualTo(Json.events().readTree("""
                {"whatsappConfig": {"phoneNumberId": null, "accessToken": null, "businessAccountId": null,
                   "appSecret": null, "displayPhoneNumber": null, "verifiedName": null, "qualityRating": null,
                   "status": null},
                 "webhookConfig": {"verifyToken": null, "enabled": true,
                   "callbackUrl": "https://parley.example.com/api/webhook"},
                 "inbox": {"enforceWindow": false}}"""));
        assertThat(lastEvent(owner, 1))
                .isEqualTo(new TenantSettings(
                        owner.tenant(),
                        1,
                        List.of(),
                        new TenantSettings.Webhook(true, null),
                        new TenantSettings.Inbox(false)));
    }

    @Test
    void takesWhatTheSeedDocumentSends() {
        var owner = fixtures.owner();
        var number = uniqueMetaId();
        var account = uniqueMetaId();
        graph.add(number, "EAAB-token-of-" + number);
        graph.addAccount(account, List.of(uniqueMetaId(), uniqueMetaId(), number));

        var answer = fixtures.as(owner).patch("/api/settings", """
                {
                  "whatsappConfig": {
                    "phoneNumberId": "%s",
                    "accessToken": "EAAB-token-of-%s",
                    "businessAccountId": "%s"
                  },
                  "webhookConfig": {
                    "verifyToken": "my-verify-token",
                    "enabled": true
                  }
                }""".formatted(number, number, account));

        assertThat(answer.status()).isEqualTo(200);
        var config = answer.data().path("whatsappConfig");
        assertThat(config.path("phoneNumberId").asString()).isEqualTo(number);
        assertThat(config.path("accessToken").asString()).isEqualTo("••••" + number.substring(11));
        assertThat(config.path("businessAccountId").asString()).isEqualTo(account);
        assertThat(config.path("displayPhoneNumber").asString()).isEqualTo("+1555010" + number.substring(11));
        assertThat(config.path("verifiedName").asString()).isEqualTo("Shop");
        assertThat(config.path("qualityRating").asString()).isEqualTo("GREEN");
        assertThat(config.path("status").asString()).isEqualTo("CONNECTED");
        assertThat(answer.data().path("webhookConfig").path("verifyToken").asString())
                .isEqualTo("••••oken");
        assertThat(fixtures.as(owner).get("/api/settings").data()).isEqualTo(answer.data());
        assertThat(graph.requestsFor(number)).isNotEmpty().noneMatch(line -> line.contains("EAAB"));
        assertThat(graph.requestsFor(account)).hasSize(3).noneMatch(line -> line.contains("EAAB"));
    }

    @Test
    void showsThatSendingFoundTheTokenDeadUntilTheSettingsChange() {
        var owner = connected();
        var settings = lastEvent(owner, 2);
        var number = settings.numbers().getFirst().phoneNumberId();

        report(owner, number, settings.version() - 1, NumberStatus.State.HELD);
        report(owner, number, settings.version(), NumberStatus.State.TOKEN_REJECTED);

        await().until(() -> config(owner).path("status").asString("").equals("TOKEN_REJECTED"));
        assertThat(config(owner).path("statusReason").asString()).isEqualTo("190: Session has expired");
        var shown = fixtures.as(owner).get("/api/settings").data();
        assertThat(fixtures.as(owner).patch("/api/settings", shown).status()).isEqualTo(200);
        graph.add(number, "new-token-" + number);
        assertThat(connect(owner, number, "new-token-" + number).status()).isEqualTo(200);
        assertThat(config(owner).path("status").asString()).isEqualTo("CONNECTED");
        assertThat(config(owner).has("statusReason")).isFalse();
    }

    private JsonNode config(Member owner) {
        return fixtures.as(owner).get("/api/settings").data().path("whatsappConfig");
    }

    private void report(Member owner, String number, long version, NumberStatus.State state) {
        var status = new NumberStatus(
                owner.tenant(),
                number,
                state,
                version,
                new MessageError("190", "Session has expired", null),
                Instant.now());
        publisher.publish(List.of(
                Event.of(Topics.NUMBER_STATUS, EventTypes.NUMBER_STATUS, UUID.randomUUID(), owner.tenant(), number)
                        .carrying(status)));
    }

    @Test
    void tellsOtherServicesWithSecretsOnlyTheyCanRead() {
        var owner = connected();

        var event = lastEvent(owner, 2);

        var number = event.numbers().getFirst();
        assertThat(number.displayPhoneNumber()).startsWith("+1555010");
        assertThat(encryption
                        .decrypt(owner.tenant(), Objects.requireNonNull(number.accessTokenEncrypted()))
                        .reveal())
                .isEqualTo("token-" + number.phoneNumberId());
        assertThat(topics.read(Topics.TENANT_SETTINGS, owner.tenant())).allSatisfy(entry -> {
            assertThat(entry.key()).isEqualTo(owner.tenant().toString());
            assertThat(new String(entry.value(), StandardCharsets.UTF_8))
                    .doesNotContain("token-" + number.phoneNumberId());
        });
    }

    @Test
    void mergesClearsAndKeepsWhatIsMasked() {
        var owner = connected();
        var before = fixtures.as(owner).get("/api/settings").data();

        var sentBack = fixtures.as(owner).patch("/api/settings", before);
        var cleared = fixtures.as(owner)
                .patch("/api/settings", "{\"whatsappConfig\":{\"appSecret\":null},\"inbox\":{\"enforceWindow\":true}}");

        assertThat(sentBack.status()).isEqualTo(200);
        assertThat(sentBack.data()).isEqualTo(before);
        assertThat(cleared.data().path("whatsappConfig").path("appSecret").isNull())
                .isTrue();
        assertThat(cleared.data().path("whatsappConfig").path("accessToken"))
                .isEqualTo(before.path("whatsappConfig").path("accessToken"));
        assertThat(cleared.data().path("inbox").path("enforceWindow").asBoolean())
                .isTrue();
        assertThat(lastEvent(owner, 3).inbox().enforceWindow()).isTrue();
    }

    @Test
    void disconnectsTheNumberForAnotherTenantToTake() {
        var owner = connected();
        var config = fixtures.as(owner).get("/api/settings").data().path("whatsappConfig");
        var number = config.path("phoneNumberId").asString();

        var answer = fixtures.as(owner).patch("/api/settings", "{\"whatsappConfig\":null}");

        assertThat(answer.data().path("whatsappConfig").path("phoneNumberId").isNull())
                .isTrue();
        assertThat(answer.data()
                        .path("whatsappConfig")
                        .path("displayPhoneNumber")
                        .isNull())
                .isTrue();
        assertThat(lastEvent(owner, 3).numbers()).isEmpty();
        var next = fixtures.owner();
        assertThat(connect(next, number, "token-" + number).status()).isEqualTo(200);
    }

    @Test
    void refusesCredentialsThatMetaRefuses() {
        var owner = fixtures.owner();
        var number = uniqueMetaId();
        graph.add(number, "token-" + number);

        var answer = connect(owner, number, "not-the-token-1234");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("code").asString()).isEqualTo("WHATSAPP_CREDENTIALS_REJECTED");
        assertThat(answer.json().path("message").asString())
                .isEqualTo("WhatsApp refused the credentials: Malformed access token ••••1234 (code 190)");
        assertThat(answer.text()).doesNotContain("not-the-token");
        assertNothingSaved(owner);
    }

    @Test
    void refusesABusinessAccountThatDoesNotHaveTheNumber() {
        var owner = fixtures.owner();
        var number = uniqueMetaId();
        var account = uniqueMetaId();
        graph.add(number, "token-" + number);
        graph.addAccount(account, List.of(uniqueMetaId(), uniqueMetaId()));

        var answer = fixtures.as(owner)
                .patch(
                        "/api/settings",
                        whatsapp(Map.of(
                                "phoneNumberId",
                                number,
                                "accessToken",
                                "token-" + number,
                                "businessAccountId",
                                account)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("code").asString()).isEqualTo("WHATSAPP_CREDENTIALS_REJECTED");
        assertNothingSaved(owner);
    }

    @ParameterizedTest
    @EnumSource(value = Trouble.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void savesNothingWhereMetaHasNoAnswer(Trouble trouble) {
        var owner = fixtures.owner();
        var number = uniqueMetaId();
        graph.add(new FakeGraph.Number(number, "token-" + number, "+1", trouble));

        var answer = connect(owner, number, "token-" + number);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("code").asString()).isEqualTo("WHATSAPP_UNREACHABLE");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertNothingSaved(owner);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"whatsappConfig\":{\"phoneNumberId\":\"../me\",\"accessToken\":\"abcdefgh\"}} | whatsappConfig.phoneNumberId",
                "{\"whatsappConfig\":{\"phoneNumberId\":\"12?fields=x\",\"accessToken\":\"abcdefgh\"}} | whatsappConfig.phoneNumberId",
                "{\"whatsappConfig\":{\"businessAccountId\":\"1/2\"}} | whatsappConfig.businessAccountId",
                "{\"whatsappConfig\":{\"phoneNumberId\":123}} | whatsappConfig.phoneNumberId",
                "{\"whatsappConfig\":{\"phoneNumberId\":\"123\"}} | whatsappConfig.accessToken",
                "{\"whatsappConfig\":{\"businessAccountId\":\"123\",\"accessToken\":\"abcdefgh\"}} | whatsappConfig.phoneNumberId",
                "{\"whatsappConfig\":{\"accessToken\":\"with space\"}} | whatsappConfig.accessToken",
                "{\"whatsappConfig\":{\"accessToken\":\"\"}} | whatsappConfig.accessToken",
                "{\"whatsappConfig\":{\"displayPhoneNumber\":\"+4412345678\"}} | whatsappConfig.displayPhoneNumber",
                "{\"whatsappConfig\":{\"phone\":\"1\"}} | whatsappConfig.phone",
                "{\"webhookConfig\":{\"enabled\":\"yes\"}} | webhookConfig.enabled",
                "{\"webhookConfig\":{\"callbackUrl\":\"https://evil.example\"}} | webhookConfig.callbackUrl",
                "{\"inbox\":{\"enforceWindow\":1}} | inbox.enforceWindow",
                "{\"other\":{}} | other"
            })
    void namesTheFieldThatIsWrong(String body, String field) {
        var owner = fixtures.owner();

        var answer = fixtures.as(owner).patch("/api/settings", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").get(0).path("field").asString()).isEqualTo(field);
        assertNothingSaved(owner);
    }

    @Test
    void refusesANumberOrAccountOfAnotherTenant() {
        var number = uniqueMetaId();
        var account = uniqueMetaId();
        var second = uniqueMetaId();
        graph.add(number, "token-" + number);
        graph.add(second, "token-" + second);
        graph.addAccount(account, List.of(number, second));
        var first = fixtures.owner();
        var config = Map.of("phoneNumberId", number, "accessToken", "token-" + number, "businessAccountId", account);
        assertThat(fixtures.as(first).patch("/api/settings", whatsapp(config)).status())
                .isEqualTo(200);
        var late = fixtures.owner();

        var sameNumber = connect(late, number, "token-" + number);
        var sameAccount = fixtures.as(late)
                .patch(
                        "/api/settings",
                        whatsapp(Map.of(
                                "phoneNumberId",
                                second,
                                "accessToken",
                                "token-" + second,
                                "businessAccountId",
                                account)));

        assertThat(sameNumber.status()).isEqualTo(409);
        assertThat(sameNumber.json().path("code").asString()).isEqualTo("WHATSAPP_NUMBER_TAKEN");
        assertThat(sameAccount.status()).isEqualTo(409);
        assertThat(sameAccount.json().path("code").asString()).isEqualTo("WHATSAPP_ACCOUNT_TAKEN");
        assertNothingSaved(late);
    }

    @Test
    void givesANumberToOneOfManyWhoConnectItAtOnce() {
        var number = uniqueMetaId();
        graph.add(number, "token-" + number);
        var owners = IntStream.range(0, 6).mapToObj(n -> fixtures.owner()).toList();

        var statuses = owners.parallelStream()
                .map(owner -> connect(owner, number, "token-" + number).status())
                .sorted()
                .toList();

        assertThat(statuses).containsExactly(200, 409, 409, 409, 409, 409);
    }

    @Test
    void losesNoneOfManyChangesAtOnce() {
        var owner = fixtures.owner();
        var bodies = List.of(
                "{\"inbox\":{\"enforceWindow\":true}}",
                "{\"webhookConfig\":{\"enabled\":false}}",
                "{\"webhookConfig\":{\"verifyToken\":\"a-verify-token\"}}");

        var statuses = bodies.parallelStream()
                .map(body -> fixtures.as(owner).patch("/api/settings", body).status())
                .toList();

        assertThat(statuses).containsOnly(200);
        var event = lastEvent(owner, 4);
        assertThat(event.inbox().enforceWindow()).isTrue();
        assertThat(event.webhook().enabled()).isFalse();
        assertThat(event.webhook().verifyTokenEncrypted()).isNotNull();
    }

    @Test
    void isForAdministratorsOnly() {
        var owner = fixtures.owner();
        var agent = fixtures.member(owner, Role.AGENT);
        var admin = fixtures.member(owner, Role.ADMIN);

        assertThat(fixtures.as(agent).get("/api/settings").status()).isEqualTo(403);
        assertThat(fixtures.as(agent).patch("/api/settings", "{}").status()).isEqualTo(403);
        assertThat(fixtures.as(agent).get("/api/settings/numbers").status()).isEqualTo(403);
        assertThat(fixtures.as(admin)
                        .patch("/api/settings", "{\"inbox\":{\"enforceWindow\":true}}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void changesNothingOfAnotherTenant() {
        var owner = connected();
        var stranger = fixtures.owner();
        var before = fixtures.as(owner).get("/api/settings").data();

        fixtures.as(stranger).patch("/api/settings", "{\"whatsappConfig\":null,\"webhookConfig\":{\"enabled\":false}}");

        assertThat(fixtures.as(owner).get("/api/settings").data()).isEqualTo(before);
    }

    private Member connected() {
        var owner = fixtures.owner();
        var number = uniqueMetaId();
        graph.add(number, "token-" + number);
        var config = Map.of("phoneNumberId", number, "accessToken", "token-" + number, "appSecret", "0123456789abcdef");
        assertThat(fixtures.as(owner).patch("/api/settings", whatsapp(config)).status())
                .isEqualTo(200);
        return owner;
    }

    private Api.Answer connect(Member owner, String number, String token) {
        return fixtures.as(owner)
                .patch("/api/settings", whatsapp(Map.of("phoneNumberId", number, "accessToken", token)));
    }

    private static Map<String, Object> whatsapp(Map<String, String> config) {
        return Map.of("whatsappConfig", config);
    }

    private void assertNothingSaved(Member owner) {
        var settings = fixtures.as(owner).get("/api/settings").data();
        assertThat(settings.path("whatsappConfig")).allMatch(JsonNode::isNull);
    }

    /** Waits for the event that says what holds at {@code version}. */
    private TenantSettings lastEvent(Member owner, long version) {
        return await().until(
                        () -> topics.read(Topics.TENANT_SETTINGS, owner.tenant()).stream()
                                .map(entry -> Json.events().readValue(entry.value(), TenantSettings.class))
                                .filter(event -> event.version() == version)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }
}
