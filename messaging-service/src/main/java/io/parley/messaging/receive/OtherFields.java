package io.parley.messaging.receive;

import io.parley.messaging.customer.Sighting;
import io.parley.messaging.number.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields beside {@code messages} that say something of messages or customers. A change of theirs counts as one
 * element, however much it holds; what in it cannot be read is passed over.
 */
final class OtherFields {

    private OtherFields() {}

    static List<Element> read(Origin origin, String field, JsonNode value) {
        return switch (field) {
            case "smb_message_echoes", "message_echoes", "history" -> MirrorReader.read(origin, field, value);
            case "user_id_update" -> {
                var elements = new ArrayList<Element>();
                for (var update : value.path(field)) {
                    introduce(elements, origin, field, SightingReader.update(origin, value.path("contacts"), update));
                }
                yield orUnhandled(elements, origin, field, value);
            }
            case "smb_app_state_sync" -> addressBook(origin, field, value);
            case "phone_number_quality_update" -> List.of(quality(origin, field, value));
            default -> List.of(new Element.Unhandled(origin, field, null, "FIELD_NOT_HANDLED"));
        };
    }

    /** Returns {@code elements}, or why there are none. */
    static List<Element> orUnhandled(List<Element> elements, Origin origin, String field, JsonNode value) {
        if (!elements.isEmpty()) {
            return elements;
        }
        var reason = value.path("errors").isArray() ? "VALUE_ERRORS" : "NO_ELEMENTS";
        return List.of(new Element.Unhandled(origin, field, null, reason));
    }

    /** Says of a number what no message depends on, but for its throughput. */
    private static Element quality(Origin origin, String field, JsonNode value) {
        var digits = value.path("display_phone_number").asString("").replaceAll("[^0-9]", "");
        return value.path("event").asString("").equals("THROUGHPUT_UPGRADE") && !digits.isEmpty()
                ? new Element.ThroughputUpgrade(origin, field, new Numbers.Shown(origin.tenant(), "+" + digits))
                : new Element.Unhandled(origin, field, null, "FIELD_NOT_HANDLED");
    }

    /** What is removed from the phone's address book stays known here: messages may name it. */
    private static List<Element> addressBook(Origin origin, String field, JsonNode value) {
        var elements = new ArrayList<Element>();
        var removed = false;
        for (var entry : value.path("state_sync")) {
            if (entry.path("action").asString("").equals("add")) {
                introduce(elements, origin, field, SightingReader.acquaintance(origin, entry));
            } else {
                removed = true;
            }
        }
        return elements.isEmpty() && removed
                ? List.of(new Element.Unhandled(origin, field, null, "CONTACT_REMOVED"))
                : orUnhandled(elements, origin, field, value);
    }

    private static void introduce(List<Element> elements, Origin origin, String field, Optional<Sighting> customer) {
        customer.ifPresent(one -> elements.add(new Element.Introduction(origin, field, one)));
    }
}
