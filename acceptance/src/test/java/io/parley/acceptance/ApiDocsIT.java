package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.acceptance.OpenApi.Operation;
import io.parley.testkit.Api;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What the API document promises of a Parley that runs, and that it promises enough. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiDocsIT {

    /** Lists, and where in them the id is with which an entry is read; entries that the test makes none of are not here. */
    private static final Map<String, String> LISTS = Map.of(
            "/api/contacts/{id}", "/api/contacts",
            "/api/conversations/{id}", "/api/conversations",
            "/api/conversations/{id}/assignments", "/api/conversations",
            "/api/messages/{id}", "/api/messages",
            "/api/webhook/events/{id}", "/api/webhook/events");

    private final Stack stack;
    private final Number number = Number.create();
    private OpenApi api;

    ApiDocsIT(Stack stack) {
        this.stack = stack;
    }

    /** Services make their documents when they are first asked; the gateway waits for them for a moment only. */
    @BeforeAll
    void asksForTheDocument() {
        api = await("the document is whole")
                .until(
                        this::document,
                        one -> one.document().at("/info/x-absent").isMissingNode());
    }

    private OpenApi document() {
        var answer = stack.api().get("/openapi.json");
        assertThat(answer.status()).isEqualTo(200);
        return new OpenApi(answer.json());
    }

    @Test
    void coversEveryService() {
        assertThat(api.document().at("/info/x-absent").isMissingNode())
                .as(api.document().at("/info/x-absent").toString())
                .isTrue();
        assertThat(api.operations().stream().map(Operation::toString))
                .contains(
                        "POST /api/auth/register",
                        "GET /api/settings",
                        "POST /api/webhook",
                        "POST /api/messages",
                        "GET /api/media/{id}",
                        "PATCH /api/conversations/{id}",
                        "POST /api/contacts/import/csv",
                        "POST /api/templates",
                        "GET /api/analytics/overview",
                        "GET /api/events",
                        "GET /health")
                .noneMatch(operation -> operation.contains("/internal") || operation.contains("/actuator"));
    }

    @Test
    void explainsEveryOperationWithAnExampleAndItsErrors() {
        var lacking = new ArrayList<String>();
        var names = new HashSet<String>();
        for (var operation : api.operations()) {
            var said = operation.said();
            note(lacking, said.path("summary").asString("").isBlank(), operation, "a summary");
            note(lacking, said.path("description").asString("").isBlank(), operation, "a description");
            note(lacking, !names.add(said.path("operationId").asString("")), operation, "a name of its own");
            note(lacking, operation.success().path("content").isEmpty(), operation, "an answer");
            for (var content : operation.success().path("content")) {
                note(lacking, content.path("example").isMissingNode(), operation, "an example of its answer");
            }
            for (var content : said.path("requestBody").path("content")) {
                var isForm = content.path("schema").path("properties").has("file");
                note(lacking, !isForm && content.path("example").isMissingNode(), operation, "an example of its body");
            }
            for (var parameter : said.path("parameters")) {
                var name = parameter.path("name").asString("");
                note(lacking, parameter.path("description").asString("").isBlank(), operation, "a word on " + name);
            }
            note(lacking, operation.refusals().findAny().isEmpty(), operation, "errors");
        }

        assertThat(lacking).isEmpty();
    }

    @Test
    void showsExamplesThatKeepToItsOwnSchemas() {
        var wrong = new ArrayList<String>();
        for (var operation : api.operations()) {
            check(wrong, operation + " answer", operation.json());
            check(wrong, operation + " body", operation.said().at("/requestBody/content/application~1json"));
            operation
                    .refusals()
                    .forEach(content -> content.path("examples")
                            .properties()
                            .forEach(example -> api.problems(
                                            content.path("schema"),
                                            example.getValue().path("value"))
                                    .forEach(problem -> wrong.add(operation + " " + example.getKey() + problem))));
        }

        assertThat(wrong).isEmpty();
    }

    /** Asks everything that can be asked without changing anything, of a company in which something has happened. */
    @Test
    void tellsWhatAnswersLookLike() {
        var tenant = Tenant.with(stack, "Documented", number);
        var message = Webhook.text(
                "wamid." + UUID.randomUUID(), "447700900777", Instant.now().getEpochSecond(), "Is that so?");
        var webhook = Webhook.of(Webhook.entry(number, List.of(message), List.of()));
        assertThat(Webhook.signed(webhook, number.secret()).post(stack).status())
                .isEqualTo(200);
        tenant.send("+447700900777", "It is.");
        for (var list : LISTS.values()) {
            await(list).until(() -> firstId(tenant.api().get(list)) != null);
        }

        var wrong = new ArrayList<String>();
        var asked = 0;
        for (var operation : api.operations()) {
            var path = LISTS.containsKey(operation.path())
                    ? operation
                            .path()
                            .replace("{id}", String.valueOf(firstId(tenant.api().get(LISTS.get(operation.path())))))
                    : operation.path();
            if (!operation.method().equals("get")
                    || path.contains("{")
                    || operation.json().isMissingNode()) {
                continue;
            }
            var answer = tenant.api().get(path);
            asked++;
            if (answer.status() != 200) {
                wrong.add(operation + ": " + answer);
                continue;
            }
            api.problems(operation.json().path("schema"), answer.json())
                    .forEach(problem -> wrong.add(operation + " " + problem));
        }

        assertThat(wrong).isEmpty();
        assertThat(asked).isGreaterThan(15);
    }

    @Test
    void isShownByAPageThatNeedsNothingFromElsewhere() {
        var page = stack.api().get("/docs");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("/docs/swagger-ui-bundle.js").doesNotContain("https://", "http://");
        assertThat(stack.api().get("/docs/swagger-ui-bundle.js").status()).isEqualTo(200);
        assertThat(stack.api().get("/docs/openapi.json").json()).isEqualTo(api.document());
        assertThat(stack.api().get("/asyncapi.json").json().path("asyncapi").stringValue())
                .isEqualTo("3.0.0");
    }

    private void check(List<String> wrong, String what, JsonNode content) {
        if (content.has("example")) {
            api.problems(content.path("schema"), content.path("example"))
                    .forEach(problem -> wrong.add(what + " " + problem));
        }
    }

    private static void note(List<String> lacking, boolean absent, Operation operation, String what) {
        if (absent) {
            lacking.add(operation + " lacks " + what);
        }
    }

    private static @org.jspecify.annotations.Nullable String firstId(Api.Answer answer) {
        for (var field : answer.data()) {
            if (field.isArray() && !field.isEmpty()) {
                return field.path(0).path("id").asString("");
            }
        }
        return null;
    }
}
