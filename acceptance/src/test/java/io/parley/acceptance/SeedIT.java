package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.testkit.Api;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What the demo tenant shows after {@code ./parley seed}, and that doing it again adds nothing. */
@ExtendWith(StackExtension.class)
class SeedIT {

    private final Stack stack;

    SeedIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void fillsTheTemplatesPageAndItsFiguresAndAddsNothingWhenRunAgain() {
        seed();

        var api = demo();
        var templates = templates(api);
        assertThat(templates).hasSizeGreaterThanOrEqualTo(5);
        assertThat(statuses(templates)).contains("APPROVED", "PENDING", "REJECTED");
        assertThat(templates)
                .filteredOn(one -> one.path("status").asString("").equals("REJECTED"))
                .allMatch(one -> one.path("rejectionReason").isString());
        var sent = sentTemplates(api);
        assertThat(sent).isGreaterThanOrEqualTo(5);
        await("figures of what was sent")
                .atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(deliveredOfTemplates(api)).isEqualTo(sent));

        assertThat(seed()).contains("templates submitted: 0", "template messages sent: 0");

        assertThat(templates(api))
                .extracting(one -> one.path("id").asString())
                .isEqualTo(
                        templates.stream().map(one -> one.path("id").asString()).toList());
        assertThat(sentTemplates(api)).isEqualTo(sent);
    }

    private String seed() {
        return stack.run("seed", "--conversations", "40");
    }

    private Api demo() {
        var login = stack.api()
                .post(
                        "/api/auth/login",
                        Map.of("email", "demo@parley.example", "password", stack.secret("DEMO_PASSWORD")));
        return stack.api().as(login.data().path("token").asString());
    }

    private static List<JsonNode> templates(Api api) {
        return api.get("/api/templates?limit=200")
                .data()
                .path("templates")
                .valueStream()
                .toList();
    }

    private static List<String> statuses(List<JsonNode> templates) {
        return templates.stream().map(one -> one.path("status").asString("")).toList();
    }

    private static int sentTemplates(Api api) {
        return api.get("/api/messages?direction=OUTBOUND&type=TEMPLATE&limit=1")
                .data()
                .path("pagination")
                .path("total")
                .asInt(0);
    }

    private static int deliveredOfTemplates(Api api) {
        return api.get("/api/analytics/templates")
                .data()
                .path("templates")
                .valueStream()
                .mapToInt(one -> one.path("delivered").asInt(0))
                .sum();
    }
}
