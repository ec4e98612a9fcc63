package io.parley.messaging.receive;

import io.parley.contract.Disposition;
import io.parley.contract.EventHeaders;
import io.parley.contract.WebhookElements;
import io.parley.kit.event.Records;
import io.parley.kit.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;

/**
 * Reads the records of raw-webhook. Meta leaves fields out and adds others, so nothing but the wamid of a status is
 * required, and what cannot be understood is kept or said to be unhandled, never thrown away silently.
 */
final class WebhookReader {

    private WebhookReader() {}

    /**
     * Tells whether the record is to be applied here: it belongs to a tenant whose webhook is switched on, and no other
     * service accounts for its field.
     */
    static boolean isRouted(ConsumerRecord<String, byte[]> entry) {
        return Records.header(entry, EventHeaders.DISPOSITION)
                        .filter(Disposition.ROUTED.name()::equals)
                        .isPresent()
                && Records.tenantOf(entry).isPresent()
                && Records.header(entry, EventHeaders.FIELD)
                        .map(WebhookElements::ownerOf)
                        .filter(owner -> !owner.equals(Outcomes.BY))
                        .isEmpty();
    }

    /** Returns the elements of a routed record in their order; throws where it is not JSON. */
    static List<Element> read(ConsumerRecord<String, byte[]> entry) {
        var change = Json.events()
                .readTree(entry.value())
                .path("entry")
                .path(0)
                .path("changes")
                .path(0);
        var field = change.path("field").asString("");
        var value = change.path("value");
        var origin = new Origin(
                Records.tenantOf(entry).orElseThrow(),
                Records.idOf(entry),
                phoneNumberId(entry, value),
                WebhookElements.WHOLE_CHANGE,
                receivedAt(entry),
                Records.header(entry, EventHeaders.TRACEPARENT).orElse(null));
        if (!field.equals(WebhookElements.MESSAGES)) {
            return OtherFields.read(origin, field, value);
        }
        var elements = new ArrayList<Element>();
        var messages = value.path("messages");
        for (var i = 0; messages.isArray() && i < messages.size(); i++) {
            elements.add(MessageReader.read(origin.at(i), value, messages.get(i)));
        }
        var statuses = value.path("statuses");
        for (var i = 0; statuses.isArray() && i < statuses.size(); i++) {
            var index = WebhookElements.numberOfStatus(messages.isArray() ? messages.size() : 0, i);
            elements.add(StatusReader.read(origin.at(index), value.path("contacts"), statuses.get(i)));
        }
        return OtherFields.orUnhandled(elements, origin, field, value);
    }

    /** Reads Unix seconds, which come as text or as a number; empty where they make no sense. */
    static Optional<Instant> time(JsonNode node) {
        try {
            var seconds = node.isString() ? Long.parseLong(node.stringValue()) : node.asLong(-1);
            var latest = 253_402_300_799L;
            return seconds > 0 && seconds <= latest ? Optional.of(Instant.ofEpochSecond(seconds)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String phoneNumberId(ConsumerRecord<String, byte[]> entry, JsonNode value) {
        return Records.header(entry, EventHeaders.PHONE_NUMBER_ID)
                .orElseGet(() -> value.path("metadata").path("phone_number_id").asString(""));
    }

    private static Instant receivedAt(ConsumerRecord<String, byte[]> entry) {
        return Records.header(entry, EventHeaders.TIME)
                .map(Instant::parse)
                .orElseGet(() -> Instant.ofEpochMilli(entry.timestamp()));
    }
}
