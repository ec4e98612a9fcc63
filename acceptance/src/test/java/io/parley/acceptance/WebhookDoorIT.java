package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.testkit.Api;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may say what through the webhook, and that nothing is kept of what may not be said. */
@ExtendWith(StackExtension.class)
class WebhookDoorIT {

    private static final String OWN_SECRET = "door-own-secret";

    private final Stack stack;
    private final Operator operator;
    private final Number platforms = Number.create();
    private final Number own = Number.create(OWN_SECRET);

    WebhookDoorIT(Stack stack) {
        this.stack = stack;
        this.operator = stack.operator();
    }

    @Test
    void answersTheChallengeToWhoKnowsAVerifyToken() {
        var tenant = Tenant.register(stack, "Door");
        var token = "verify-" + UUID.randomUUID();
        tenant.api().patch("/api/settings", Map.of("webhookConfig", Map.of("verifyToken", token)));

        await().until(() -> verify("subscribe", token).status() == 200);
        var answer = verify("subscribe", token);
        assertThat(answer.text()).isEqualTo("905518877");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(verify("subscribe", Stack.VERIFY_TOKEN).text()).isEqualTo("905518877");
        assertThat(verify("subscribe", token + "x").status()).isEqualTo(403);
        assertThat(verify("subscribe", "").status()).isEqualTo(403);
        assertThat(verify("unsubscribe", token).status()).isEqualTo(403);
        assertThat(stack.api().get("/api/webhook").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256=",
                "sha256=%s0",
                "sha256=0000000000000000000000000000000000000000000000000000000000000000",
                "sha256=zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
                "sha1=%s",
                "%s",
                "sha256=%s, sha256=%s",
                "SHA256=%s",
                "sha256=\"%s\""
            })
    void refusesASignatureThatIsMalformedOrWrong(String header) {
        var tenant = Tenant.with(stack, "Door", platforms);
        var body = message(platforms, "wamid.door.unsigned");
        var hex = Webhook.sign(body, Stack.APP_SECRET).substring("sha256=".length());

        var before = quiet(tenant);
        var answer = new Webhook(body, header.replace("%s", hex)).post(stack);

        assertRefused(answer, 401, "UNAUTHORIZED");
        assertThat(quiet(tenant)).isEqualTo(before);
        assertThat(tenant.ledger().path("received").asLong()).isZero();
    }

    @Test
    void refusesABodyThatIsNotByteForByteTheSignedOne() {
        var tenant = Tenant.with(stack, "Door", platforms);
        var escaped = "{\"object\":\"whatsapp_business_account\",\"entry\":[],\"t\":\"caf\\u00e9 \\/\"}";
        var signature = Webhook.sign(escaped.getBytes(StandardCharsets.UTF_8), Stack.APP_SECRET);
        var unescaped = escaped.replace("\\u00e9", "é").replace("\\/", "/").getBytes(StandardCharsets.UTF_8);

        var before = quiet(tenant);

        assertRefused(stack.api().post("/api/webhook", unescaped), 401, "UNAUTHORIZED");
        assertRefused(new Webhook(unescaped, signature).post(stack), 401, "UNAUTHORIZED");
        assertThat(quiet(tenant)).isEqualTo(before);
    }

    @Test
    void letsASecretSpeakForItsOwnNumbersOnly() {
        var victim = Tenant.with(stack, "Victim", platforms);
        var attacker = Tenant.with(stack, "Attacker", own);
        var ofVictim = entry(platforms, "wamid.door.foreign");
        var ofAttacker = entry(own, "wamid.door.own");

        var before = quiet(victim, attacker);

        assertRefused(signed(OWN_SECRET, ofVictim), 401, "UNAUTHORIZED");
        assertRefused(signed(OWN_SECRET, ofAttacker, ofVictim), 401, "UNAUTHORIZED");
        assertRefused(signed(Stack.APP_SECRET, ofAttacker), 401, "UNAUTHORIZED");
        assertRefused(signed(Stack.APP_SECRET, ofVictim, ofAttacker), 401, "UNAUTHORIZED");
        assertRefused(signed(OWN_SECRET, entry(Number.create(), "wamid.door.unknown")), 401, "UNAUTHORIZED");
        assertThat(quiet(victim, attacker)).isEqualTo(before);

        assertThat(signed(Stack.APP_SECRET, ofVictim).status()).isEqualTo(200);
        assertThat(signed(OWN_SECRET, ofAttacker).status()).isEqualTo(200);
        operator.awaitQuiet();
        assertThat(victim.total("")).isEqualTo(1);
        assertThat(attacker.total("")).isEqualTo(1);
    }

    @Test
    void refusesABodyOfFourMegabytes() {
        var tenant = Tenant.with(stack, "Door", platforms);
        var body = padded(4 << 20);

        var before = quiet(tenant);

        assertRefused(Webhook.signed(body, Stack.APP_SECRET).post(stack), 413, "PAYLOAD_TOO_LARGE");
        assertThat(quiet(tenant)).isEqualTo(before);
    }

    @Test
    void takesTheLargestBodyThatMetaSends() {
        var tenant = Tenant.with(stack, "Door", platforms);
        var text = "x".repeat(2_800);
        var now = Instant.now().getEpochSecond();
        var messages = IntStream.range(0, 1_000)
                .mapToObj(i -> Webhook.text("wamid.door.large." + i, "447700900" + (100 + i), now, text))
                .toList();

        var answer = Webhook.signed(Webhook.of(Webhook.entry(platforms, messages, List.of())), Stack.APP_SECRET)
                .post(stack);

        assertThat(answer.status()).isEqualTo(200);
        await().until(() -> tenant.total("") == 1_000);
    }

    @Test
    void keepsSignedGarbageForTheOperatorAlone() {
        var tenant = Tenant.with(stack, "Door", own);
        var before = quiet(tenant);
        var garbage = "{\"object\":\"whatsapp_business_account\",".getBytes(StandardCharsets.UTF_8);

        assertRefused(new Webhook(garbage, Webhook.sign(garbage, "nobody's")).post(stack), 401, "UNAUTHORIZED");
        assertThat(quiet(tenant)).isEqualTo(before);

        assertThat(Webhook.signed(garbage, Stack.APP_SECRET).post(stack).status())
                .isEqualTo(200);
        assertThat(Webhook.signed(garbage, OWN_SECRET).post(stack).status()).isEqualTo(200);
        var after = quiet(tenant);
        assertThat(after.ofNobody() - before.ofNobody()).isEqualTo(2);
        assertThat(after.events()).isEqualTo(before.events());
        assertThat(after.messages()).isEqualTo(before.messages());
        assertThat(tenant.ledger().path("received").asLong()).isZero();
    }

    @Test
    void keepsWhatArrivesWhileSwitchedOffUntilItIsReplayed() {
        var tenant = Tenant.with(stack, "Door", own);
        switchWebhook(tenant, false);
        await("the door knows that the webhook is off").until(() -> {
            var event = "wamid.door.off." + UUID.randomUUID();
            assertThat(signed(OWN_SECRET, entry(own, event)).status()).isEqualTo(200);
            operator.awaitQuiet();
            return tenant.ledger().path("ignored").path("WEBHOOK_DISABLED").asLong() > 0;
        });
        var received = tenant.ledger().path("received").asLong();
        assertThat(tenant.total("")).isLessThan(received);

        switchWebhook(tenant, true);
        await().until(() -> {
            tenant.api().post("/api/webhook/events/replay", Map.of("since", Instant.EPOCH.toString()));
            operator.awaitQuiet();
            return tenant.total("") == received;
        });
        assertThat(tenant.ledger().path("applied").asLong()).isEqualTo(received);
    }

    private void switchWebhook(Tenant tenant, boolean enabled) {
        var answer = tenant.api().patch("/api/settings", Map.of("webhookConfig", Map.of("enabled", enabled)));
        assertThat(answer.data().path("webhookConfig").path("enabled").asBoolean())
                .isEqualTo(enabled);
    }

    private Api.Answer verify(String mode, String token) {
        return stack.api().get("/api/webhook?hub.mode=" + mode + "&hub.challenge=905518877&hub.verify_token=" + token);
    }

    private Operator.Stored quiet(Tenant... tenants) {
        operator.awaitQuiet();
        return operator.stored(tenants);
    }

    private Api.Answer signed(String secret, String... entries) {
        return Webhook.signed(Webhook.of(entries), secret).post(stack);
    }

    private static byte[] message(Number number, String wamid) {
        return Webhook.of(entry(number, wamid)).getBytes(StandardCharsets.UTF_8);
    }

    private static String entry(Number number, String wamid) {
        var message = Webhook.text(wamid, "447700900123", Instant.now().getEpochSecond(), "Hello");
        return Webhook.entry(number, List.of(message), List.of());
    }

    private byte[] padded(int size) {
        var text = Webhook.of(entry(platforms, "wamid.door.padded"));
        return (text + " ".repeat(size - text.length())).getBytes(StandardCharsets.UTF_8);
    }

    private static void assertRefused(Api.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.json().path("success").asBoolean(true)).isFalse();
        assertThat(answer.json().path("code").asString("")).isEqualTo(code);
        assertThat(answer.json().path("message").asString("")).isNotEmpty();
        assertThat(answer.json().path("requestId").asString(""))
                .isEqualTo(answer.headers().firstValue("X-Request-Id").orElse("none"));
    }
}
