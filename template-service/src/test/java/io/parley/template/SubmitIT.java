package io.parley.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.Role;
import io.parley.template.FakeGraph.Trouble;
import io.parley.testkit.TestTenant;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubmitIT extends TemplateTest {

    @Test
    void submitsTheExampleOfTheDocumentationAndTellsOthers() {
        var tenant = connectedTenant();

        var made = submit(tenant, WELCOME);

        assertThat(made.path("status").asString()).isEqualTo("PENDING");
        assertThat(made.path("category").asString()).isEqualTo("MARKETING");
        var submitted = graph(tenant).templates.getFirst();
        assertThat(submitted
                        .path("components")
                        .path(1)
                        .path("example")
                        .path("body_text")
                        .toString())
                .isEqualTo("[[\"Example 1\"]]");
        assertThat(get(tenant, made.path("id").asString())).isEqualTo(made);
        assertThat(history(tenant, made.path("id").asString())).containsExactly("SUBMITTED", "CREATED");
        await().atMost(SOON).until(() -> told(tenant).size() == 1);
        assertThat(told(tenant).getFirst().status()).isEqualTo("PENDING");
        assertThat(told(tenant).getFirst().businessAccountId()).isEqualTo(account(tenant));
    }

    @Test
    void tellsWhatWhatsAppSaysAgainstItAndKeepsNothing() {
        var tenant = connectedTenant();
        graph(tenant).troubles.add(Trouble.REFUSE);

        var answer = as(tenant).post("/api/templates", WELCOME);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("TEMPLATE_REFUSED", "This template has too many variables.", "components");
        assertThat(names(tenant, "")).isEmpty();
        submit(tenant, WELCOME);
    }

    @Test
    void saysWhenToTryAgainWhereWhatsAppWasAskedTooOften() {
        var tenant = connectedTenant();
        graph(tenant).troubles.add(Trouble.RATE_LIMIT);

        var answer = as(tenant).post("/api/templates", WELCOME);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("420");
        assertThat(answer.text()).contains("7 minutes");
        assertThat(names(tenant, "")).isEmpty();
    }

    @Test
    void findsByNameWhatWasTakenWhenTheAnswerIsLost() {
        var tenant = connectedTenant();
        graph(tenant).troubles.add(Trouble.LOSE_ANSWER);

        var made = submit(tenant, WELCOME);

        assertThat(made.path("status").asString()).isEqualTo("PENDING");
        assertThat(graph(tenant).count("POST")).isEqualTo(1);
    }

    @Test
    void settlesALostAnswerByReadingAndNeverSubmitsTwice() {
        var tenant = connectedTenant();
        graph(tenant).troubles.add(Trouble.LOSE_ANSWER);
        graph(tenant).hidesFromLists = true;

        var answer = as(tenant).post("/api/templates", WELCOME);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.data().path("status").asString()).isEqualTo("SUBMITTING");
        assertThat(as(tenant).post("/api/templates", WELCOME).status()).isEqualTo(409);
        assertThat(told(tenant)).isEmpty();
        graph(tenant).hidesFromLists = false;
        assertThat(as(tenant).post("/api/templates/sync", "").status()).isEqualTo(200);

        var id = answer.data().path("id").asString();
        assertThat(statusOf(tenant, id)).isEqualTo("PENDING");
        assertThat(get(tenant, id).path("whatsappId").asString("")).isNotEmpty();
        assertThat(graph(tenant).count("POST")).isEqualTo(1);
        assertThat(graph(tenant).templates).hasSize(1);
    }

    @Test
    void owningUpToALostSubmissionLetsItBeSubmittedAgain() {
        var tenant = connectedTenant();
        graph(tenant).troubles.add(Trouble.LOSE_REQUEST);
        var id = as(tenant).post("/api/templates", WELCOME).data().path("id").asString();

        await().atMost(SOON).until(() -> {
            as(tenant).post("/api/templates/sync", "");
            return statusOf(tenant, id).equals("NOT_SUBMITTED");
        });

        submit(tenant, WELCOME);
        assertThat(names(tenant, "")).containsExactly("welcome_message");
        assertThat(graph(tenant).templates).hasSize(1);
    }

    @Test
    void refusesASecondOfTheSameNameAndLanguage() {
        var tenant = connectedTenant();
        submit(tenant, WELCOME);

        var again = as(tenant).post("/api/templates", WELCOME);

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text()).contains("TEMPLATE_EXISTS", "\"name\"");
        submit(tenant, WELCOME.replace("\"en\"", "\"pt-BR\""));
        assertThat(graph(tenant).count("POST")).isEqualTo(2);
    }

    @Test
    void needsAnAccountAndAnAdministrator() {
        var tenant = TestTenant.create();

        assertThat(as(tenant).post("/api/templates", WELCOME).text()).contains("WHATSAPP_NOT_CONFIGURED");
        assertThat(api.as(tenant, Role.AGENT).post("/api/templates", WELCOME).status())
                .isEqualTo(403);
        assertThat(api.as(tenant, Role.AGENT).post("/api/templates/sync", "").status())
                .isEqualTo(403);
        assertThat(api.as(tenant, Role.AGENT).get("/api/templates").status()).isEqualTo(200);
    }

    @Test
    void editsAnApprovedTemplateOnceADay() {
        var tenant = connectedTenant();
        var id = submit(tenant, WELCOME).path("id").asString();
        var change = "{\"components\":[{\"type\":\"BODY\",\"text\":\"Hello {{1}}, good to see you again!\"}]}";
        assertThat(as(tenant).patch("/api/templates/" + id, change).status()).isEqualTo(409);
        publish(status(tenant, get(tenant, id), "APPROVED", Instant.now().getEpochSecond()));
        await().atMost(SOON).until(() -> statusOf(tenant, id).equals("APPROVED"));

        var edited = as(tenant).patch("/api/templates/" + id, change);

        assertThat(edited.status()).as(edited.text()).isEqualTo(200);
        assertThat(edited.data().path("status").asString()).isEqualTo("PENDING");
        assertThat(edited.data().path("components").toString()).contains("good to see you again");
        publish(status(tenant, get(tenant, id), "APPROVED", Instant.now().getEpochSecond() + 60));
        await().atMost(SOON).until(() -> statusOf(tenant, id).equals("APPROVED"));
        assertThat(as(tenant).patch("/api/templates/" + id, change).text()).contains("TEMPLATE_EDIT_LIMIT");
        assertThat(as(tenant)
                        .patch("/api/templates/" + id, Map.of("category", "UTILITY"))
                        .text())
                .contains("\"category\"");
    }

    @Test
    void deletesOneLanguageAndTellsOthers() {
        var tenant = connectedTenant();
        var id = submit(tenant, WELCOME).path("id").asString();
        submit(tenant, WELCOME.replace("\"en\"", "\"de\""));

        assertThat(as(tenant).delete("/api/templates/" + id).status()).isEqualTo(200);

        assertThat(as(tenant).get("/api/templates/" + id).status()).isEqualTo(404);
        assertThat(graph(tenant).templates).hasSize(1);
        await().atMost(SOON).until(() -> toldStatuses(tenant).contains("deleted"));
        submit(tenant, WELCOME);
    }

    @Test
    void deletesAllLanguagesOfANameWithOneCall() {
        var tenant = connectedTenant();
        submit(tenant, WELCOME);
        submit(tenant, WELCOME.replace("\"en\"", "\"de\""));
        submit(tenant, WELCOME.replace("welcome_message", "welcome_back"));

        var answer = as(tenant).delete("/api/templates?name=welcome_message");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.data().toString()).isEqualTo("{\"languages\":[\"de\",\"en\"]}");
        assertThat(names(tenant, "")).containsExactly("welcome_back");
        assertThat(graph(tenant).templates).hasSize(1);
        assertThat(graph(tenant).count("DELETE")).isEqualTo(1);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(toldStatuses(tenant))
                        .filteredOn("deleted"::equals)
                        .hasSize(2));
        assertThat(as(tenant).delete("/api/templates?name=welcome_message").status())
                .isEqualTo(404);
    }

    @Test
    void deletesNothingOfANameThatWhatsAppKeeps() {
        var tenant = connectedTenant();
        submit(tenant, WELCOME);
        submit(tenant, WELCOME.replace("\"en\"", "\"de\""));
        graph(tenant).troubles.add(Trouble.REFUSE);

        var answer = as(tenant).delete("/api/templates?name=welcome_message");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("TEMPLATE_REFUSED");
        assertThat(names(tenant, "")).containsExactly("welcome_message", "welcome_message");
        assertThat(as(tenant).delete("/api/templates").text()).contains("\"field\":\"name\"");
        assertThat(api.as(tenant, Role.AGENT)
                        .delete("/api/templates?name=welcome_message")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void takesTheNameOfAForeignTemplateForThatOfNone() {
        var owner = connectedTenant();
        var stranger = connectedTenant();
        submit(owner, WELCOME);
        var caller = as(stranger).with("X-Request-Id", "isolation");

        var foreign = caller.delete("/api/templates?name=welcome_message");
        var absent = caller.delete("/api/templates?name=welcome_nobody");
        var account = caller.delete("/api/templates?name=welcome_message&businessAccountId=" + account(owner));
        var nowhere = caller.delete("/api/templates?name=welcome_message&businessAccountId=4711");

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.body()).isEqualTo(absent.body());
        assertThat(account.status()).isEqualTo(400);
        assertThat(account.body()).isEqualTo(nowhere.body());
        assertThat(names(owner, "")).containsExactly("welcome_message");
    }
}
