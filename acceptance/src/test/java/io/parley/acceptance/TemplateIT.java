package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.testkit.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A template from its submission to its pause, and what can be sent of it meanwhile. */
@ExtendWith(StackExtension.class)
class TemplateIT {

    private final Stack stack;
    private final Number number = Number.create();
    private final Tenant tenant;

    TemplateIT(Stack stack) {
        this.stack = stack;
        this.tenant = Tenant.with(stack, "Templates", number);
    }

    @Test
    void isSentWhileItIsApprovedAndNoLonger() {
        var id = create("order_ok");
        awaitStatus(id, "APPROVED");
        awaitSend("order_ok", 201, "QUEUED");

        simulate(Map.of("name", "order_ok", "businessAccountId", number.account(), "status", "PAUSED"));

        awaitSend("order_ok", 400, "TEMPLATE_NOT_APPROVED");
        assertThat(statusOf(id)).isEqualTo("PAUSED");
        simulate(Map.of("name", "order_ok", "businessAccountId", number.account(), "status", "DISABLED"));
        awaitStatus(id, "DISABLED");
        await().untilAsserted(() -> {
            var totals = tenant.ledger();
            assertThat(totals.path("applied").asInt(0)).isGreaterThanOrEqualTo(3);
            assertThat(totals.path("dead").asInt(0)).isZero();
        });
    }

    @Test
    void tellsWhyItWasRejectedAndRefusesToSendIt() {
        var id = create("reject_me");

        awaitStatus(id, "REJECTED");

        assertThat(tenant.api()
                        .get("/api/templates/" + id)
                        .data()
                        .path("rejectionReason")
                        .asString(""))
                .isEqualTo("INVALID_FORMAT");
        awaitSend("reject_me", 400, "TEMPLATE_NOT_APPROVED");
    }

    @Test
    void reviewsAPictureByItsSample() {
        create("order_ok");
        var picture = HexFormat.of().parseHex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de");

        var uploaded = tenant.api().upload("/api/templates/media", "picture.png", picture);

        assertThat(uploaded.status()).as(uploaded.toString()).isEqualTo(201);
        var header = Map.of(
                "type",
                "HEADER",
                "format",
                "IMAGE",
                "example",
                Map.of("header_handle", List.of(uploaded.data().path("handle").asString())));
        awaitStatus(create("with_picture", header), "APPROVED");
    }

    @SafeVarargs
    private final String create(String name, Map<String, Object>... headers) {
        var components = new ArrayList<Map<String, Object>>(List.of(headers));
        components.add(Map.of("type", "BODY", "text", "Your order {{1}} has been shipped today."));
        var template = Map.of("name", name, "category", "UTILITY", "language", "en", "components", components);
        var answers = new ArrayList<Api.Answer>();
        await("the settings are known").pollInterval(Duration.ofMillis(50)).until(() -> {
            answers.add(tenant.api().post("/api/templates", template));
            return !answers.getLast().text().contains("WHATSAPP_NOT_CONFIGURED");
        });
        assertThat(answers.getLast().status()).as(answers.getLast().toString()).isEqualTo(201);
        assertThat(answers.getLast().data().path("status").asString()).isIn("PENDING", "APPROVED", "REJECTED");
        return answers.getLast().data().path("id").asString();
    }

    private void simulate(Map<String, String> change) {
        var answer = stack.api(Stack.Service.SANDBOX).post("/sandbox/template", change);
        assertThat(answer.json().path("webhookStatus").asInt(0))
                .as(answer.toString())
                .isEqualTo(200);
    }

    private String statusOf(String id) {
        return tenant.api().get("/api/templates/" + id).data().path("status").asString("");
    }

    private void awaitStatus(String id, String status) {
        await(status)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> statusOf(id).equals(status));
    }

    private void awaitSend(String name, int status, String word) {
        var message = Map.of(
                "to",
                "+447700900777",
                "type",
                "template",
                "content",
                Map.of("name", name, "language", "en", "variables", Map.of("1", "A-1")));
        await(name + " is answered with " + word)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    var answer = tenant.api().post("/api/messages", message);
                    return answer.status() == status && answer.text().contains(word);
                });
    }
}
