package io.parley.template.hear;

import io.parley.template.book.Entry;
import io.parley.template.book.Entry.Source;
import io.parley.template.book.Form;
import io.parley.template.book.Template;
import io.parley.template.graph.MetaTemplate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What becomes of a template by one piece of news.
 *
 * @param after the same as before where the news is older than what is known
 * @param ignored why nothing of it can be applied; null where something can
 * @param incomplete whether the news says less than there is to know, so that the account is to be read
 */
record Verdict(
        Template after, List<Entry> entries, @Nullable String ignored, boolean incomplete) {

    /** Meta's events that are statuses by the same name. */
    private static final Set<String> STATUSES = Set.of(
            "APPROVED",
            "REJECTED",
            "PENDING",
            "PAUSED",
            "DISABLED",
            "IN_APPEAL",
            "PENDING_DELETION",
            "DELETED",
            "LIMIT_EXCEEDED",
            "LOCKED",
            "ARCHIVED");

    private static final Set<String> SENDABLE_AGAIN = Set.of("REINSTATED", "UNARCHIVED", "UNPAUSED");
    private static final Set<String> CATEGORIES = Set.of("MARKETING", "UTILITY", "AUTHENTICATION");

    static Verdict on(Template template, News news, Instant now) {
        // One old copy of Meta's documentation labels news of quality as a status.
        if (news.value().has("new_quality_score")) {
            return quality(template, news, now);
        }
        return switch (news.field()) {
            case "message_template_status_update" -> status(template, news, now);
            case "template_category_update" -> category(template, news, now);
            case "message_template_components_update" -> components(template, news, now);
            default -> ignored(template, "UNKNOWN_VALUE");
        };
    }

    private static Verdict status(Template template, News news, Instant now) {
        var event = word(news.value(), "event");
        if (event.equals("FLAGGED")) {
            return new Verdict(template, List.of(entry(template, "FLAGGED", Map.of(), now)), null, false);
        }
        var status = SENDABLE_AGAIN.contains(event) ? "APPROVED" : event;
        if (!STATUSES.contains(status)) {
            return ignored(template, "UNKNOWN_EVENT");
        }
        var after = template.hearStatus(status, reason(news.value()), news.at());
        if (status.equals("DELETED") && after.standing().status().equals(status)) {
            after = after.deleted(now);
        }
        return changed(
                template,
                after,
                "STATUS_CHANGED",
                Map.of("from", template.standing().status(), "to", status, "event", event),
                now);
    }

    /** Of a rejection Meta gives a word, and sometimes a sentence beside it; of a pause its own title. */
    private static @Nullable String reason(JsonNode value) {
        var told = value.path("rejection_info").path("reason").asString("").strip();
        var word = MetaTemplate.reasonOf(word(value, "reason").isEmpty() ? null : word(value, "reason"));
        if (word == null) {
            var title = value.path("other_info").path("title").asString("").strip();
            return title.isEmpty() ? null : title;
        }
        return told.isEmpty() ? word : word + ": " + told;
    }

    private static Verdict quality(Template template, News news, Instant now) {
        var score = word(news.value(), "new_quality_score");
        var quality = score.isEmpty() || score.equals("UNKNOWN") ? null : score;
        return changed(
                template,
                template.hearQuality(quality, news.at()),
                "QUALITY_CHANGED",
                Map.of("from", String.valueOf(template.standing().quality()), "to", score),
                now);
    }

    /** Where Meta announces a change, {@code new_category} is what it still is. */
    private static Verdict category(Template template, News news, Instant now) {
        var category = word(news.value(), "new_category");
        if (!CATEGORIES.contains(category)) {
            return ignored(template, "UNKNOWN_CATEGORY");
        }
        if (news.value().hasNonNull("correct_category")) {
            var detail = Map.<String, Object>of(
                    "from", category,
                    "to", word(news.value(), "correct_category"),
                    "at", news.value().path("category_update_timestamp").asString(""));
            return new Verdict(
                    template, List.of(entry(template, "CATEGORY_CHANGE_ANNOUNCED", detail, now)), null, false);
        }
        return changed(
                template,
                template.hearCategory(category, news.at()),
                "CATEGORY_CHANGED",
                Map.of("from", template.category(), "to", category),
                now);
    }

    /** The webhook tells texts; buttons and examples are read from the account. */
    private static Verdict components(Template template, News news, Instant now) {
        var components = (ArrayNode) template.form().components().deepCopy();
        for (var component : components) {
            var text = switch (component.path("type").asString("")) {
                case "BODY" -> news.value().path("message_template_element");
                case "HEADER" -> news.value().path("message_template_title");
                case "FOOTER" -> news.value().path("message_template_footer");
                default -> component.path("text");
            };
            if (text.isString() && component instanceof ObjectNode object && object.has("text")) {
                object.put("text", text.stringValue());
            }
        }
        var form = new Form(template.form().parameterFormat(), components);
        var verdict = changed(template, template.hearForm(form, news.at()), "COMPONENTS_CHANGED", Map.of(), now);
        return new Verdict(verdict.after(), verdict.entries(), null, true);
    }

    private static Verdict changed(
            Template before, Template after, String what, Map<String, Object> detail, Instant now) {
        var entries = new ArrayList<Entry>();
        if (!after.standing().equals(before.standing())
                || !after.category().equals(before.category())
                || !after.form().equals(before.form())) {
            entries.add(entry(before, what, detail, now));
        }
        return new Verdict(after, entries, null, false);
    }

    private static Verdict ignored(Template template, String reason) {
        return new Verdict(template, List.of(), reason, false);
    }

    private static Entry entry(Template template, String what, Map<String, Object> detail, Instant now) {
        return Entry.from(Source.WHATSAPP, template, what, detail, now);
    }

    private static String word(JsonNode node, String field) {
        return node.path(field).asString("").strip().toUpperCase(Locale.ROOT);
    }
}
