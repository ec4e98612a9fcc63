package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.testkit.Api;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** A company of one test's own, registered through the public door, and its owner who signs in again in time. */
record Tenant(Stack stack, String id, String email, String token, String refreshToken) {

    static final String PASSWORD = "SecurePass123!";

    /** Access tokens live for 15 minutes, which is less than some tests take on a slow machine. */
    private static final Duration FRESH = Duration.ofMinutes(10);

    private static final Map<String, Session> SESSIONS = new ConcurrentHashMap<>();

    private record Session(String token, Instant since) {

        boolean isFresh() {
            return since.plus(FRESH).isAfter(Instant.now());
        }
    }

    static Tenant register(Stack stack, String name) {
        var email = name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]", "") + "-" + UUID.randomUUID()
                + "@company.example";
        var answer = stack.api()
                .post(
                        "/api/auth/register",
                        Map.of("tenantName", name, "email", email, "password", PASSWORD, "name", "Owner of " + name));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        var data = answer.data();
        var token = data.path("token").asString();
        SESSIONS.put(email, new Session(token, Instant.now()));
        return new Tenant(
                stack,
                data.path("tenant").path("id").asString(),
                email,
                token,
                data.path("refreshToken").asString());
    }

    /** Returns an access token that lives for some minutes still. */
    @Override
    public String token() {
        var session = SESSIONS.compute(email, (owner, known) -> known == null || !known.isFresh() ? signIn() : known);
        return session.token();
    }

    private Session signIn() {
        var answer = stack.api().post("/api/auth/login", Map.of("email", email, "password", PASSWORD));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return new Session(answer.data().path("token").asString(), Instant.now());
    }

    /** Registers a tenant and connects {@code number} to it. */
    static Tenant with(Stack stack, String name, Number number) {
        var tenant = register(stack, name);
        tenant.connect(number);
        return tenant;
    }

    Api api() {
        return stack.api().as(token());
    }

    /** Connects a number, and returns once webhooks about it find the tenant. */
    void connect(Number number) {
        var accessToken = "EAA" + number.id();
        stack.sandbox().define(number, accessToken);
        var config = new LinkedHashMap<String, Object>();
        config.put("phoneNumberId", number.id());
        config.put("accessToken", accessToken);
        config.put("businessAccountId", number.account());
        if (!number.secret().equals(Stack.APP_SECRET)) {
            config.put("appSecret", number.secret());
        }
        var verifyToken = "verify-" + UUID.randomUUID();
        var answer = api().patch(
                        "/api/settings",
                        Map.of(
                                "whatsappConfig",
                                config,
                                "webhookConfig",
                                Map.of("verifyToken", verifyToken, "enabled", true)));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        await("the webhook's door knows the new settings")
                .pollInterval(Duration.ofMillis(50))
                .until(() -> stack.api()
                                .get("/api/webhook?hub.mode=subscribe&hub.challenge=1&hub.verify_token=" + verifyToken)
                                .status()
                        == 200);
    }

    /** Sends a text; retried for as long as the settings are on their way to the service that takes it. */
    JsonNode send(String to, String text) {
        var body = Map.of("to", to, "type", "text", "content", Map.of("text", text));
        var answers = new ArrayList<Api.Answer>();
        await("the message is taken").pollInterval(Duration.ofMillis(50)).until(() -> {
            answers.add(api().post("/api/messages", body));
            return !answers.getLast().text().contains("WHATSAPP_NOT_CONFIGURED");
        });
        assertThat(answers.getLast().status()).as(answers.getLast().toString()).isEqualTo(201);
        return answers.getLast().data();
    }

    JsonNode message(String id) {
        return api().get("/api/messages/" + id).data();
    }

    long total(String filter) {
        return api().get("/api/messages?limit=1" + filter)
                .data()
                .path("pagination")
                .path("total")
                .asLong(-1);
    }

    /** Reads all messages, newest first, page after page. */
    List<JsonNode> messages() {
        var messages = new ArrayList<JsonNode>();
        var cursor = "";
        do {
            var answer = api().get("/api/messages?limit=200" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            answer.data().path("messages").forEach(messages::add);
            cursor = answer.data().path("pagination").path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        return messages;
    }

    /** Returns what came of everything that was received for the tenant. */
    JsonNode ledger() {
        var answer = api().get("/api/webhook/ledger");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.data().path("totals");
    }
}
