package io.parley.template;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.EventHeaders;
import io.parley.contract.Topics;
import io.parley.contract.WebhookOutcome;
import io.parley.contract.WebhookOutcome.Result;
import io.parley.kit.event.Event;
import io.parley.testkit.TestTenant;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@SuppressWarnings("NullAway.Init")
class HearIT extends TemplateTest {

    final long now = Instant.now().getEpochSecond();

    TestTenant tenant;
    JsonNode template;
    String id;

    @BeforeEach
    void submitATemplate() {
        tenant = connectedTenant();
        template = submit(tenant, WELCOME);
        id = template.path("id").asString();
    }

    @Test
    void followsTheReviewAndTellsOthers() {
        publish(status(tenant, template, "APPROVED", now + 1), status(tenant, template, "PAUSED", now + 2));

        await().atMost(SOON).until(() -> toldStatuses(tenant).contains("PAUSED"));
        assertThat(toldStatuses(tenant)).endsWith("PAUSED");
        assertThat(statusOf(tenant, id)).isEqualTo("PAUSED");
        assertThat(history(tenant, id)).startsWith("STATUS_CHANGED", "STATUS_CHANGED", "SUBMITTED");
        await().atMost(SOON).until(() -> outcomes(tenant).size() == 2);
        assertThat(outcomes(tenant)).allMatch(one -> one.by().equals("template-service"));
        assertThat(outcomes(tenant)).allMatch(one -> one.outcome() == Result.APPLIED);
    }

    @Test
    void comesToTheSameInWhicheverOrderItIsTold() {
        publish(
                status(tenant, template, "PAUSED", now + 3),
                status(tenant, template, "APPROVED", now + 1),
                status(tenant, template, "APPROVED", now + 3));

        await().atMost(SOON).until(() -> outcomes(tenant).size() == 3);
        assertThat(statusOf(tenant, id)).isEqualTo("PAUSED");
    }

    @Test
    void appliesWhatComesAgainOnce() {
        var approved = status(tenant, template, "APPROVED", now + 1);
        var paused = status(tenant, template, "PAUSED", now + 1);
        var retried = status(tenant, template, "APPROVED", now + 1);
        publish(approved, paused, approved, retried);

        await().atMost(SOON).until(() -> outcomes(tenant).size() == 4);
        assertThat(outcomes(tenant).stream()
                        .collect(groupingBy(WebhookOutcome::rawEventId, mapping(WebhookOutcome::outcome, toList()))))
                .isEqualTo(Map.of(
                        rawEvent(approved), List.of(Result.APPLIED, Result.APPLIED),
                        rawEvent(paused), List.of(Result.APPLIED),
                        rawEvent(retried), List.of(Result.DUPLICATE)));
        assertThat(statusOf(tenant, id)).isEqualTo("PAUSED");
    }

    @Test
    void tellsWhyItWasRejected() {
        publish(status(tenant, template, "REJECTED", now + 1));

        await().atMost(SOON).until(() -> statusOf(tenant, id).equals("REJECTED"));
        assertThat(get(tenant, id).path("rejectionReason").asString()).isEqualTo("INVALID_FORMAT");
    }

    @Test
    void takesOverQualityAndCategory() {
        publish(
                about("message_template_quality_update", Map.of("new_quality_score", "YELLOW")),
                about("template_category_update", Map.of("previous_category", "MARKETING", "new_category", "UTILITY")));

        await().atMost(SOON)
                .until(() -> get(tenant, id).path("category").asString().equals("UTILITY"));
        assertThat(get(tenant, id).path("quality").asString()).isEqualTo("YELLOW");
    }

    @Test
    void changesNothingWhereACategoryIsOnlyAnnounced() {
        publish(about(
                "template_category_update",
                Map.of("correct_category", "UTILITY", "new_category", "MARKETING", "category_update_timestamp", now)));

        await().atMost(SOON).until(() -> history(tenant, id).contains("CATEGORY_CHANGE_ANNOUNCED"));
        assertThat(get(tenant, id).path("category").asString()).isEqualTo("MARKETING");
    }

    @Test
    void fetchesATemplateThatNobodyHereKnows() {
        var foreign = graph(tenant).add("made_elsewhere", "APPROVED");
        publish(webhook(
                tenant,
                UUID.randomUUID(),
                "message_template_status_update",
                now,
                Map.of(
                        "event",
                        "APPROVED",
                        "message_template_id",
                        Long.parseLong(foreign.path("id").asString()),
                        "message_template_name",
                        "made_elsewhere",
                        "message_template_language",
                        "en")));

        await().atMost(SOON).until(() -> names(tenant, "").contains("made_elsewhere"));
        await().atMost(SOON).until(() -> outcomes(tenant).size() == 1);
        assertThat(outcomes(tenant).getFirst().elements().getFirst().reason()).isEqualTo("TEMPLATE_FETCHED");
    }

    @Test
    void goesOnPastWhatCannotBeRead() {
        publish(garbage(tenant), status(tenant, template, "APPROVED", now + 1));

        await().atMost(SOON).until(() -> statusOf(tenant, id).equals("APPROVED"));
        await().atMost(SOON).until(() -> outcomes(tenant).size() == 2);
        assertThat(outcomes(tenant)).anyMatch(one -> one.outcome() == Result.DEAD);
        assertThat(topics.read(Topics.RAW_WEBHOOK + ".dlt", tenant.id())).hasSize(1);
    }

    private static UUID rawEvent(Event webhook) {
        return UUID.fromString(webhook.headers().get(EventHeaders.ID));
    }

    private Event about(String field, Map<String, Object> news) {
        var value = new HashMap<>(news);
        value.put(
                "message_template_id",
                Long.parseLong(template.path("whatsappId").asString()));
        value.put("message_template_name", "welcome_message");
        value.put("message_template_language", "en");
        return webhook(tenant, UUID.randomUUID(), field, now + 1, value);
    }
}
