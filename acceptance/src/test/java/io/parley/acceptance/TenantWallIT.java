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
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A tenant with planted canaries, and strangers who try every route with its ids. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantWallIT {

    private static final List<Route> ROUTES = List.of(
            new Route("GET", "/api/messages/{id}", null),
            new Route("GET", "/api/conversations/{id}", null),
            new Route("GET", "/api/conversations/{id}/assignments", null),
            new Route("PATCH", "/api/conversations/{id}", Map.of("tags", List.of("mine now"))),
            new Route("POST", "/api/conversations/{id}/read", null),
            new Route("POST", "/api/conversations/{id}/notes", Map.of("text", "mine now")),
            new Route("GET", "/api/templates/{id}", null),
            new Route("GET", "/api/templates/{id}/history", null),
            new Route("POST", "/api/templates/{id}/preview", Map.of()),
            new Route("PATCH", "/api/templates/{id}", Map.of("category", "UTILITY")),
            new Route("DELETE", "/api/templates/{id}", null),
            new Route("GET", "/api/webhook/events/{id}", null),
            new Route("POST", "/api/webhook/events/{id}/replay", Map.of()),
            new Route("PATCH", "/api/settings/numbers/{id}", Map.of("label", "mine now")),
            new Route("DELETE", "/api/settings/numbers/{id}", null),
            new Route("PATCH", "/api/auth/users/{id}", Map.of("name", "Mine Now")),
            new Route("DELETE", "/api/auth/users/{id}", null),
            new Route("DELETE", "/api/auth/api-keys/{id}", null));

    private static final List<String> LISTS = List.of(
            "/api/auth/me",
            "/api/auth/users",
            "/api/auth/api-keys",
            "/api/auth/audit",
            "/api/settings",
            "/api/settings/numbers",
            "/api/webhook/ledger",
            "/api/webhook/events",
            "/api/messages",
            "/api/conversations",
            "/api/templates",
            "/api/analytics/overview",
            "/api/analytics/agents",
            "/api/analytics/templates",
            "/api/analytics/export");

    private final Stack stack;
    private final String canary = "CANARY-" + UUID.randomUUID();
    private final Number number = Number.create();
    private final Map<String, String> ids = new LinkedHashMap<>();
    private final List<Api> strangers = new ArrayList<>();
    private Tenant victim;
    private Tenant stranger;

    private record Route(
            String method, String path, @Nullable Object body) {}

    TenantWallIT(Stack stack) {
        this.stack = stack;
    }

    @BeforeAll
    void plantsCanaries() {
        victim = Tenant.with(stack, canary, number);
        var webhook = Webhook.of(Webhook.entry(
                number,
                List.of(Webhook.text(
                        "wamid." + canary, "447700900777", Instant.now().getEpochSecond(), canary)),
                List.of()));
        assertThat(Webhook.signed(webhook, Stack.APP_SECRET).post(stack).status())
                .isEqualTo(200);
        ids.put(
                "outbound message",
                victim.send("+447700900777", canary).path("id").asString());
        await().until(() -> victim.total("&direction=INBOUND") == 1);
        await().until(() ->
                victim.api().get("/api/conversations?unread=true").text().contains(canary));
        stack.operator().awaitQuiet();
        var inbound = first(victim.api(), "/api/messages?direction=INBOUND", "messages");
        ids.put("inbound message", inbound.path("id").asString());
        ids.put("conversation", inbound.path("conversationId").asString());
        ids.put(
                "event",
                first(victim.api(), "/api/webhook/events", "events").path("id").asString());
        ids.put("user", addUser(victim, "ADMIN").path("id").asString());
        ids.put(
                "number",
                first(victim.api(), "/api/settings/numbers", "numbers")
                        .path("id")
                        .asString());
        ids.put(
                "key",
                victim.api()
                        .post("/api/auth/api-keys", Map.of("name", canary, "role", "ADMIN"))
                        .data()
                        .path("id")
                        .asString());
        ids.put("template", addTemplate());
        ids.put("tenant", victim.id());
        assertThat(ids.values()).allMatch(id -> id.length() == 36);
        awaitRest();

        stranger = Tenant.with(stack, "Stranger", Number.create());
        await("messaging-service knows the stranger's number")
                .until(() -> !send(stranger.api(), "replyTo", UUID.randomUUID().toString())
                        .text()
                        .contains("WHATSAPP_NOT_CONFIGURED"));
        strangers.add(stranger.api());
        var agent = addUser(stranger, "AGENT").path("email").asString();
        strangers.add(stack.api()
                .as(stack.api()
                        .post("/api/auth/login", Map.of("email", agent, "password", Tenant.PASSWORD))
                        .data()
                        .path("token")
                        .asString()));
    }

    @Test
    void answersForeignIdsExactlyAsAbsentOnesAndChangesNothing() {
        var before = everythingOfTheVictim();

        for (var caller : strangers) {
            for (var route : ROUTES) {
                var absent = call(caller, route, UUID.randomUUID().toString());
                assertThat(absent.status()).as(route + " " + absent).isIn(403, 404);
                ids.forEach((kind, id) -> {
                    var foreign = call(caller, route, id);
                    assertThat(foreign.text())
                            .as(route + " with the victim's " + kind)
                            .isEqualTo(absent.text());
                    assertThat(foreign.status()).isEqualTo(absent.status());
                });
            }
        }

        assertThat(everythingOfTheVictim()).isEqualTo(before);
    }

    @Test
    void listsNothingOfAnotherTenant() {
        assertThat(everythingOfTheVictim()).contains(canary);
        var cursor = victim.api()
                .get("/api/messages?limit=1")
                .data()
                .path("pagination")
                .path("nextCursor")
                .asString();

        for (var caller : strangers) {
            for (var list : LISTS) {
                for (var pretended : List.of("", "X-Tenant-Id", "X-Forwarded-User", "X-User-Id")) {
                    var answer = (pretended.isEmpty() ? caller : caller.with(pretended, victim.id())).get(list);
                    assertThat(answer.status()).as(list + " " + answer).isIn(200, 403);
                    assertThat(answer.text()).doesNotContain(canary, number.id(), victim.id());
                }
            }
            for (var query : List.of(
                    "conversationId=" + ids.get("conversation"),
                    "cursor=" + cursor,
                    "tenantId=" + victim.id(),
                    "limit=200&page=1&since=2020-01-01T00:00:00Z")) {
                var answer = caller.get("/api/messages?" + query);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.text()).doesNotContain(canary);
            }
        }
    }

    @Test
    void takesNoForeignIdInABody() {
        var caller = strangers.getFirst();

        for (var field : List.of("replyTo", "conversationId", "tenantId")) {
            var foreign = send(caller, field, String.valueOf(ids.get("inbound message")));
            var absent = send(caller, field, UUID.randomUUID().toString());
            assertThat(foreign.status()).as(foreign.toString()).isEqualTo(400);
            assertThat(foreign.text()).isEqualTo(absent.text());
        }
        assertThat(send(caller, "from", number.id()).status()).isEqualTo(400);
        var taken = caller.patch(
                "/api/settings",
                Map.of(
                        "whatsappConfig",
                        Map.of(
                                "phoneNumberId",
                                number.id(),
                                "accessToken",
                                "EAA" + number.id(),
                                "businessAccountId",
                                number.account())));
        assertThat(taken.status()).as(taken.toString()).isEqualTo(409);
        assertThat(taken.text()).doesNotContain(canary);
        var replayed = caller.post("/api/webhook/events/replay", Map.of("since", "2020-01-01T00:00:00Z"));
        assertThat(replayed.data().path("selected").asLong(-1)).isZero();
    }

    /** Tries to send a message whose body names {@code value} in {@code field}. */
    private static Api.Answer send(Api caller, String field, String value) {
        return caller.with("X-Request-Id", "wall")
                .post(
                        "/api/messages",
                        Map.of(
                                "to",
                                "+447700900777",
                                "type",
                                "text",
                                "content",
                                Map.of("text", "Hello"),
                                field,
                                value));
    }

    @Test
    void showsNoSecretToAnybody() {
        var settings = victim.api().get("/api/settings").text()
                + victim.api().get("/api/settings/numbers").text();

        assertThat(settings).contains(number.id()).doesNotContain("EAA" + number.id());
    }

    /** What happened to the victim is told from one service to the next; what is compared must have come to rest. */
    private void awaitRest() {
        await().until(() -> victim.total("&direction=OUTBOUND&status=READ") == 1);
        stack.operator().awaitQuiet();
        await().until(() -> victim.api()
                        .get("/api/analytics/overview")
                        .data()
                        .path("messagesByStatus")
                        .path("read")
                        .asInt(0)
                == 1);
        var seen = new AtomicReference<>("");
        await().pollInterval(Duration.ofSeconds(2)).until(() -> {
            var everything = everythingOfTheVictim();
            return everything.equals(seen.getAndSet(everything));
        });
    }

    private String everythingOfTheVictim() {
        var everything = new StringBuilder();
        for (var list : LISTS) {
            var answer = victim.api().get(list);
            assertThat(answer.status()).as(list + " " + answer).isEqualTo(200);
            everything.append(answer.text()).append('\n');
        }
        return everything.toString();
    }

    private static Api.Answer call(Api caller, Route route, String id) {
        return caller.with("X-Request-Id", "wall")
                .call(route.method(), route.path().replace("{id}", id), route.body());
    }

    private JsonNode addUser(Tenant tenant, String role) {
        var email = UUID.randomUUID() + "@company.example";
        var answer = tenant.api()
                .post(
                        "/api/auth/users",
                        Map.of(
                                "email",
                                email,
                                "name",
                                tenant.equals(victim) ? canary : "Somebody",
                                "role",
                                role,
                                "password",
                                Tenant.PASSWORD));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.data();
    }

    private String addTemplate() {
        var body = List.of(Map.of("type", "BODY", "text", "Hello {{1}}, this is for you: " + canary));
        var made = victim.api()
                .post(
                        "/api/templates",
                        Map.of("name", "canary", "category", "UTILITY", "language", "en", "components", body));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        await().until(() -> victim.api().get("/api/templates").text().contains("APPROVED"));
        return made.data().path("id").asString();
    }

    private static JsonNode first(Api api, String path, String list) {
        var answer = api.get(path);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.data().path(list).path(0);
    }
}
