package io.parley.messaging.receive;

import io.parley.kit.json.Json;
import io.parley.messaging.message.CleanText;
import io.parley.messaging.message.MetaError;
import io.parley.messaging.message.StatusReport;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads one member of {@code value.statuses}. */
final class StatusReader {

    /** Where WhatsApp says whom a status is about, the most particular first. */
    private static final List<String> RECIPIENTS = List.of(
            "recipient_participant_user_id",
            "recipient_participant_id",
            "participant_recipient_id",
            "recipient_user_id",
            "recipient_id");

    private StatusReader() {}

    static Element read(Origin origin, JsonNode status) {
        var wamid = CleanText.of(status.path("id").asString(""));
        var word = CleanText.of(status.path("status").asString(""));
        if (wamid.isEmpty() || word.isEmpty()) {
            return new Element.Unhandled(origin, "status", wamid.isEmpty() ? null : wamid, "MALFORMED");
        }
        var key = new StatusReport.Key(origin.tenant(), origin.phoneNumberId(), wamid, word, recipient(status));
        return new Element.Status(
                origin,
                new StatusReport(
                        key,
                        WebhookReader.time(status.path("timestamp")).orElse(origin.receivedAt()),
                        MetaError.read(status.path("errors").path(0)).orElse(null),
                        pricing(status),
                        textOrNull(status.path("biz_opaque_callback_data")),
                        origin.rawEvent()));
    }

    private static String recipient(JsonNode status) {
        return RECIPIENTS.stream()
                .map(name -> status.path(name).asString(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .map(CleanText::of)
                .orElse("");
    }

    private static @Nullable String pricing(JsonNode status) {
        var pricing = status.path("pricing");
        return pricing.isObject() ? Json.events().writeValueAsString(CleanText.of(pricing)) : null;
    }

    private static @Nullable String textOrNull(JsonNode node) {
        return node.isString() ? CleanText.of(node.stringValue()) : null;
    }
}
