package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.testkit.Api;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The examples of the backend that Parley takes the place of, as that backend's documentation wrote them. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeedExamplesIT {

    private static final String REGISTER = """
            {
              "tenantName": "Company Name",
              "email": "admin@company.com",
              "password": "SecurePass123!",
              "name": "Admin User"
            }""";

    private static final String LOGIN = """
            {
              "email": "admin@company.com",
              "password": "SecurePass123!"
            }""";

    private static final String TEXT = """
            {
              "to": "+1234567890",
              "type": "text",
              "content": {
                "text": "Hello from API!"
              }
            }""";

    private static final String IMAGE = """
            {
              "to": "+1234567890",
              "type": "image",
              "content": {
                "mediaUrl": "https://...",
                "caption": "Check this out"
              }
            }""";

    private static final String CONTACT = """
            {
              "phoneNumber": "+1234567890",
              "name": "John Doe",
              "email": "john@example.com",
              "tags": ["customer", "vip"]
            }""";

    private static final String TEMPLATE = """
            {
              "name": "welcome_message",
              "category": "MARKETING",
              "language": "en",
              "components": [
                {
                  "type": "HEADER",
                  "format": "TEXT",
                  "text": "Welcome!"
                },
                {
                  "type": "BODY",
                  "text": "Hello {{1}}, welcome to our service!"
                }
              ]
            }""";

    private static final String SETTINGS = """
            {
              "whatsappConfig": {
                "phoneNumberId": "...",
                "accessToken": "...",
                "businessAccountId": "..."
              },
              "webhookConfig": {
                "verifyToken": "...",
                "enabled": true
              }
            }""";

    private final Stack stack;
    private final Number number = Number.create();
    private JsonNode session;
    private Api api;

    SeedExamplesIT(Stack stack) {
        this.stack = stack;
    }

    /** A stack that runs for longer than one test may know the example's user already. */
    @BeforeAll
    void registersACompany() {
        var answer = stack.api().post("/api/auth/register", REGISTER);
        if (answer.status() == 409) {
            answer = stack.api().post("/api/auth/login", LOGIN);
        } else {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        }
        assertSession(answer);
        session = answer.data();
        api = stack.api().as(session.path("token").asString());
        stack.sandbox().define(number, "EAAexample");
    }

    @Test
    void logsIn() {
        var answer = stack.api().post("/api/auth/login", LOGIN);

        assertThat(answer.status()).isEqualTo(200);
        assertSession(answer);
    }

    /** A stack that runs for longer than one test may know the example's contact already. */
    @Test
    void keepsListsAndExportsContacts() {
        var made = api.post("/api/contacts", CONTACT);
        assertThat(made.status()).as(made.toString()).isIn(201, 409);

        var listed = api.get("/api/contacts?search=john");
        assertThat(listed.status()).isEqualTo(200);
        var john = listed.data().path("contacts").path(0);
        assertThat(john.path("phoneNumber").asString()).isEqualTo("+1234567890");
        assertThat(john.path("name").asString()).isEqualTo("John Doe");
        assertThat(john.path("email").asString()).isEqualTo("john@example.com");
        assertThat(john.path("tags").toString()).isEqualTo("[\"customer\",\"vip\"]");
        assertThat(listed.data().path("pagination").path("total").intValue()).isEqualTo(1);

        var exported = api.get("/api/contacts/export");
        assertThat(exported.status()).isEqualTo(200);
        assertThat(exported.text()).contains("'+1234567890,,John Doe,john@example.com,customer;vip,");
    }

    @Test
    void tellsWhoIsLoggedIn() {
        var me = api.get("/api/auth/me");

        assertThat(me.status()).isEqualTo(200);
        assertThat(me.data().path("user")).isEqualTo(session.path("user"));
        assertThat(me.data().path("tenant")).isEqualTo(session.path("tenant"));
    }

    @Test
    void exchangesARefreshTokenForANewAccessToken() {
        var login = stack.api().post("/api/auth/login", LOGIN).data();

        var answer = stack.api()
                .post(
                        "/api/auth/refresh",
                        "{\"refreshToken\": \"" + login.path("refreshToken").asString() + "\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(fields(answer.data())).containsExactlyInAnyOrder("token", "refreshToken");
        assertThat(answer.data().path("refreshToken")).isNotEqualTo(login.path("refreshToken"));
        var renewed = stack.api().as(answer.data().path("token").asString());
        assertThat(renewed.get("/api/auth/me").status()).isEqualTo(200);
    }

    @Test
    void wantsATokenForEverythingElse() {
        var answer = stack.api().get("/api/messages");

        assertError(answer, 401, "UNAUTHORIZED");
        assertError(stack.api().with("Authorization", "Bearer jwt-token").get("/api/messages"), 401, "UNAUTHORIZED");
        assertError(stack.api().with("Authorization", "jwt-token").get("/api/settings"), 401, "UNAUTHORIZED");
    }

    /** The dots of the example stand for what is one's own; as they are they name no number, and say so. */
    @Test
    void checksSettingsBeforeItKeepsThem() {
        var before = api.get("/api/settings").data();

        assertError(api.patch("/api/settings", SETTINGS), 400, "VALIDATION_FAILED");
        assertError(
                api.patch("/api/settings", settings().replace("EAAexample", "invalid")),
                400,
                "WHATSAPP_CREDENTIALS_REJECTED");
        assertThat(api.get("/api/settings").data()).isEqualTo(before);
    }

    @Test
    void connectsANumberAndSendsTheExamples() {
        var connected = api.patch("/api/settings", settings());
        assertThat(connected.status()).as(connected.toString()).isEqualTo(200);
        var config = connected.data().path("whatsappConfig");
        assertThat(config.path("phoneNumberId").asString()).isEqualTo(number.id());
        assertThat(config.path("accessToken").asString()).isEqualTo("••••mple");
        assertThat(connected.data().path("webhookConfig").path("enabled").asBoolean())
                .isTrue();
        assertThat(api.get("/api/settings").data()).isEqualTo(connected.data());

        for (var example : List.of(TEXT, IMAGE)) {
            var sent = new ArrayList<Api.Answer>();
            await().until(() -> {
                sent.add(api.post("/api/messages", example));
                return sent.getLast().status() == 201;
            });
            var message = sent.getLast().data();
            assertThat(message.path("to").asString()).isEqualTo("+1234567890");
            assertThat(message.path("direction").asString()).isEqualTo("OUTBOUND");
            assertThat(message.path("status").asString()).isEqualTo("QUEUED");
            var id = message.path("id").asString();
            // Its last status, since what is compared below must have come to rest.
            await().until(() -> says(api.get("/api/messages/" + id).data(), "status", "READ"));
        }
        listsWithEveryParameter();
        makesTheExampleTemplate();
    }

    /** A stack that runs for longer than one test may know the example's template already. */
    private void makesTheExampleTemplate() {
        var answers = new ArrayList<Api.Answer>();
        await().until(() -> {
            answers.add(api.post("/api/templates", TEMPLATE));
            return answers.getLast().status() == 201 || answers.getLast().status() == 409;
        });
        await().until(() -> api.get("/api/templates?status=APPROVED").text().contains("welcome_message"));
        var listed = api.get("/api/templates").data();
        assertThat(fields(listed)).containsExactlyInAnyOrder("templates", "pagination");
        var template = listed.path("templates").path(0);
        assertThat(template.path("name").asString()).isEqualTo("welcome_message");
        assertThat(template.path("category").asString()).isEqualTo("MARKETING");
        assertThat(template.path("language").asString()).isEqualTo("en");
        assertThat(template.path("components").path(1).path("text").asString())
                .isEqualTo("Hello {{1}}, welcome to our service!");
    }

    private void listsWithEveryParameter() {
        var message = Webhook.text(
                "wamid." + UUID.randomUUID(), "447700900555", Instant.now().getEpochSecond(), "Hi");
        var webhook = Webhook.of(Webhook.entry(number, List.of(message), List.of()));
        assertThat(Webhook.signed(webhook, Stack.APP_SECRET).post(stack).status())
                .isEqualTo(200);
        await().until(() -> !list("?direction=INBOUND").isEmpty());

        var listed = api.get("/api/messages");
        assertThat(fields(listed.json())).containsExactlyInAnyOrder("success", "data");
        assertThat(fields(listed.data())).containsExactlyInAnyOrder("messages", "pagination");
        var pagination = listed.data().path("pagination");
        assertThat(pagination.path("page").asInt()).isEqualTo(1);
        assertThat(pagination.path("limit").asInt()).isEqualTo(50);
        assertThat(pagination.path("total").asInt()).isGreaterThanOrEqualTo(3);
        assertThat(pagination.path("totalPages").asInt()).isEqualTo(1);

        var all = list("");
        assertThat(list("?page=1&limit=1")).containsExactly(all.get(0));
        assertThat(list("?page=2&limit=1")).containsExactly(all.get(1));
        assertThat(list("?page=2")).isEmpty();
        assertThat(list("?direction=INBOUND")).isNotEmpty().allMatch(one -> says(one, "direction", "INBOUND"));
        assertThat(list("?direction=OUTBOUND")).isNotEmpty().allMatch(one -> says(one, "direction", "OUTBOUND"));
        assertThat(list("?direction=outbound")).isEqualTo(list("?direction=OUTBOUND"));
        for (var status : List.of("SENT", "DELIVERED", "READ", "FAILED")) {
            assertThat(list("?status=" + status)).allMatch(one -> says(one, "status", status));
        }
        var inbound = list("?direction=INBOUND").getFirst();
        var conversation = inbound.path("conversationId").asString();
        assertThat(list("?conversationId=" + conversation)).isNotEmpty().contains(inbound);
        assertThat(list("?conversationId=" + conversation)).allMatch(one -> says(one, "conversationId", conversation));
        assertThat(list("?conversationId=" + UUID.randomUUID())).isEmpty();
        assertThat(list("?conversationId=" + conversation + "&direction=INBOUND&status=DELIVERED&page=1&limit=10"))
                .contains(inbound);
    }

    @ParameterizedTest
    @CsvSource({
        "page, 0",
        "page, one",
        "limit, 0",
        "limit, 201",
        "direction, SIDEWAYS",
        "status, LOST",
        "conversationId, 17"
    })
    void namesTheParameterThatItCannotUnderstand(String parameter, String value) {
        var answer = api.get("/api/messages?" + parameter + "=" + value);

        assertError(answer, 400, "VALIDATION_FAILED");
        assertThat(answer.json().path("errors").path(0).path("field").asString())
                .isEqualTo(parameter);
    }

    @Test
    void answersErrorsInOneFormat() {
        assertError(api.get("/api/messages/" + UUID.randomUUID()), 404, "NOT_FOUND");
        assertError(api.get("/api/nothing"), 404, "NOT_FOUND");
        assertError(stack.api().post("/api/auth/register", REGISTER), 409, "EMAIL_TAKEN");
        assertError(
                stack.api().post("/api/auth/login", LOGIN.replace("SecurePass123!", "WrongPass123!")),
                401,
                "INVALID_CREDENTIALS");
        assertError(api.post("/api/messages", "{\"to\":"), 400, "MALFORMED_REQUEST");
    }

    private String settings() {
        return SETTINGS.replace("\"phoneNumberId\": \"...\"", "\"phoneNumberId\": \"" + number.id() + "\"")
                .replace("\"accessToken\": \"...\"", "\"accessToken\": \"EAAexample\"")
                .replace("\"businessAccountId\": \"...\"", "\"businessAccountId\": \"" + number.account() + "\"")
                .replace("\"verifyToken\": \"...\"", "\"verifyToken\": \"" + UUID.randomUUID() + "\"");
    }

    private List<JsonNode> list(String query) {
        var answer = api.get("/api/messages" + query);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return StreamSupport.stream(answer.data().path("messages").spliterator(), false)
                .toList();
    }

    private static boolean says(JsonNode message, String field, String value) {
        return message.path(field).asString("").equals(value);
    }

    private static List<String> fields(JsonNode object) {
        return List.copyOf(object.propertyNames());
    }

    private static void assertSession(Api.Answer answer) {
        var data = answer.data();
        assertThat(answer.json().path("success").asBoolean()).isTrue();
        assertThat(fields(data)).containsExactlyInAnyOrder("user", "tenant", "token", "refreshToken");
        assertThat(data.path("user").path("email").asString()).isEqualTo("admin@company.com");
        assertThat(data.path("user").path("role").asString()).isEqualTo("OWNER");
        assertThat(UUID.fromString(data.path("user").path("id").asString())).isNotNull();
        assertThat(data.path("tenant").path("name").asString()).isEqualTo("Company Name");
        assertThat(UUID.fromString(data.path("tenant").path("id").asString())).isNotNull();
        assertThat(data.path("token").asString().split("\\.")).hasSize(3);
        assertThat(data.path("refreshToken").asString()).isNotEmpty();
    }

    private static void assertError(Api.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.json().path("success").asBoolean(true)).isFalse();
        assertThat(answer.json().path("message").asString("")).isNotEmpty();
        assertThat(answer.json().path("code").asString("")).isEqualTo(code);
        assertThat(answer.json().path("requestId").asString("")).isNotEmpty();
    }
}
