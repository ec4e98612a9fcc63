package io.parley.messaging.receive;

import io.parley.kit.database.CleanText;
import io.parley.kit.json.Json;
import io.parley.messaging.message.MetaError;
import io.parley.messaging.message.StatusReport;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads one member of {@code value.statuses}. */
final class StatusReader {

    /** Calls have ids of their own kind. */
    private static final String CALL = "wacid.";

    /** Where WhatsApp says which member of a group a status is about. */
    private static final List<String> PARTICIPANTS =
            List.of("recipient_participant_user_id", "recipient_participant_id", "participant_recipient_id");

    /** Where WhatsApp says whom a status is about, the most particular first. */
    private static final List<String> RECIPIENTS = Stream.concat(
                    PARTICIPANTS.stream(), Stream.of("recipient_user_id", "recipient_id"))
            .toList();

    private StatusReader() {}

    static Element read(Origin origin, JsonNode contacts, JsonNode status) {
        var wamid = Texts.read(status.path("id")).orElse("");
        var word = Texts.read(status.path("status")).orElse("");
        if (wamid.isEmpty() || word.isEmpty()) {
            return new Element.Unhandled(origin, "status", wamid.isEmpty() ? null : wamid, "MALFORMED");
        }
        if (wamid.startsWith(CALL)) {
            return new Element.Unhandled(origin, "status", wamid, "STATUS_OF_CALL");
        }
        var key = new StatusReport.Key(origin.tenant(), origin.phoneNumberId(), wamid, word, recipient(status));
        var at = WebhookReader.time(status.path("timestamp")).orElse(origin.receivedAt());
        return new Element.Status(
                origin,
                new StatusReport(
                        key,
                        at,
                        MetaError.read(status.path("errors").path(0)).orElse(null),
                        pricing(status),
                        textOrNull(status.path("biz_opaque_callback_data")),
                        origin.rawEvent(),
                        PARTICIPANTS.stream().anyMatch(status::has)),
                SightingReader.recipient(origin, contacts, status, at));
    }

    private static String recipient(JsonNode status) {
        return RECIPIENTS.stream()
                .flatMap(name -> Texts.read(status.path(name)).stream())
                .findFirst()
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
