package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.testkit.Api;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The shared inbox, from a customer's phone to the agents' list. */
@ExtendWith(StackExtension.class)
class ConversationIT {

    private static final String ADA = "+447700900301";

    private final Stack stack;
    private final Number number = Number.create();
    private final Tenant tenant;

    ConversationIT(Stack stack) {
        this.stack = stack;
        this.tenant = Tenant.with(stack, "Inbox", number);
    }

    @Test
    void listsWhatACustomerWrote() {
        customerWrites("Warming up");
        await().until(() -> list("").size() == 1);

        customerWrites("¿Está abierto?");

        await("the list shows the message")
                .pollInterval(Duration.ofMillis(20))
                .until(() -> lastText(list("").getFirst()).equals("¿Está abierto?"));
        var shown = list("").getFirst();
        assertThat(shown.path("phoneNumber").asString()).isEqualTo(ADA);
        assertThat(shown.path("phoneNumberId").asString()).isEqualTo(number.id());
        assertThat(shown.path("unreadCount").asInt()).isEqualTo(2);
        assertThat(shown.path("windowExpiresAt").isNull()).isFalse();
        await().untilAsserted(() -> assertThat(list("?search=nunez")).hasSize(1));
        assertThat(list("?search=os%C3%A9")).hasSize(1);
        assertThat(list("?search=7700+900301")).hasSize(1);
        assertThat(list("?search=nobody")).isEmpty();
    }

    @Test
    void isWorkedOnAsInTheDocumentationAndReopenedByTheNextMessage() {
        customerWrites("My order has not come");
        await().until(() -> list("").size() == 1);
        var id = list("").getFirst().path("id").asString();
        var path = "/api/conversations/" + id;
        var example = "{\"status\": \"CLOSED\", \"assignedTo\": \"user-id\", \"tags\": [\"support\", \"urgent\"]}";

        var agent = agent();
        var answer = awaitPatch(path, example.replace("user-id", agent));

        assertThat(answer.data().path("status").asString()).isEqualTo("CLOSED");
        assertThat(answer.data().path("assignedTo").asString()).isEqualTo(agent);
        assertThat(list("?status=CLOSED&assignedTo=" + agent + "&tag=urgent")).hasSize(1);
        assertThat(tenant.api()
                        .post(path + "/read", Map.of())
                        .data()
                        .path("unreadCount")
                        .asInt(-1))
                .isZero();

        customerWrites("Are you there?");

        await().until(() -> list("?status=OPEN&unread=true").size() == 1);
        var thread = tenant.api().get(path).data();
        assertThat(thread.path("assignedTo").asString()).isEqualTo(agent);
        assertThat(thread.path("unreadCount").asInt()).isEqualTo(1);
        assertThat(thread.path("messages")
                        .valueStream()
                        .map(message -> message.path("content").path("text").asString("")))
                .containsExactly("My order has not come", "Are you there?");
    }

    @Test
    void showsWhatAgentsSendAndWhatBecomesOfIt() {
        var sent = tenant.send(ADA, "Your order is on its way").path("id").asString();

        await().untilAsserted(() -> {
            var last = list("").getFirst().path("lastMessage");
            assertThat(last.path("id").asString()).isEqualTo(sent);
            assertThat(last.path("status").asString()).isEqualTo("READ");
        });
        assertThat(list("").getFirst().path("unreadCount").asInt(-1)).isZero();
    }

    private void customerWrites(String text) {
        var message = new LinkedHashMap<String, Object>();
        message.put("phoneNumberId", number.id());
        message.put("from", ADA);
        message.put("name", "José Núñez");
        message.put("text", text);
        stack.sandbox().inbound(message);
    }

    private String agent() {
        var answer = tenant.api()
                .post(
                        "/api/auth/users",
                        Map.of(
                                "email",
                                "agent-" + UUID.randomUUID() + "@company.example",
                                "name",
                                "Grace",
                                "role",
                                "AGENT",
                                "password",
                                Tenant.PASSWORD));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.data().path("id").asString();
    }

    /** A new user is known to the inbox within a second. */
    private Api.Answer awaitPatch(String path, String patch) {
        await("the agent can be assigned")
                .pollInterval(Duration.ofMillis(50))
                .until(() -> tenant.api().patch(path, patch).status() == 200);
        return tenant.api().patch(path, patch);
    }

    private List<JsonNode> list(String query) {
        var answer = tenant.api().get("/api/conversations" + query);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return List.copyOf(answer.data().path("conversations").values());
    }

    private static String lastText(JsonNode conversation) {
        return conversation.path("lastMessage").path("content").path("text").asString("");
    }
}
