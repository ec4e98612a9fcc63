package io.parley.messaging.receive;

import io.parley.contract.Direction;
import io.parley.contract.MessageOrigin;
import io.parley.contract.MessageStatus;
import io.parley.messaging.customer.PhoneNumber;
import io.parley.messaging.customer.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads messages that did not pass through Parley (Cloud API webhooks, "smb_message_echoes" and "history"): what the
 * business sends from its own phone, and what was exchanged before the number was connected.
 */
final class MirrorReader {

    private static final JsonNode NO_THREAD = JsonNodeFactory.instance.missingNode();

    /** What is still on its way is as good as sent: nobody here sends it. */
    private static final Map<String, MessageStatus> STATUSES = Map.of(
            "DELIVERED", MessageStatus.DELIVERED,
            "READ", MessageStatus.READ,
            "PLAYED", MessageStatus.READ,
            "ERROR", MessageStatus.FAILED);

    private final Origin origin;
    private final String field;
    private final JsonNode value;
    private final List<Element> elements = new ArrayList<>();

    private MirrorReader(Origin origin, String field, JsonNode value) {
        this.origin = origin;
        this.field = field;
        this.value = value;
    }

    static List<Element> read(Origin origin, String field, JsonNode value) {
        var reader = new MirrorReader(origin, field, value);
        return field.equals("history") ? reader.history() : reader.echoes();
    }

    private List<Element> echoes() {
        value.path("message_echoes").forEach(echo -> {
            var read = mirrored(echo, MessageOrigin.PHONE_APP, NO_THREAD, true);
            read.ifPresent(one -> elements.add(MessageReader.revision(one.message(), echo)
                    .<Element>map(revision -> revision.mirroring(one))
                    .orElse(one)));
        });
        return OtherFields.orUnhandled(elements, origin, field, value);
    }

    /** Chunks of threads; and, later, the files that were left out of them. */
    private List<Element> history() {
        var errors = Optional.<JsonNode>empty();
        for (var chunk : value.path("history")) {
            errors = errors.or(() -> Optional.of(chunk.path("errors").path(0)).filter(JsonNode::isObject));
            for (var thread : chunk.path("threads")) {
                thread.path("messages").forEach(message -> old(message, thread));
            }
        }
        value.path("messages").forEach(message -> old(message, NO_THREAD));
        value.path("message_echoes").forEach(message -> old(message, NO_THREAD));
        if (elements.isEmpty() && errors.isPresent()) {
            var code = errors.get().path("code").asInt(0);
            return List.of(new Element.Unhandled(origin, field, null, "HISTORY_ERROR_" + code));
        }
        return OtherFields.orUnhandled(elements, origin, field, value);
    }

    private void old(JsonNode message, JsonNode thread) {
        mirrored(message, MessageOrigin.HISTORY, thread, isByBusiness(message)).ifPresent(elements::add);
    }

    /** Reads one; without a wamid or a customer it cannot be told from others, nor put anywhere. */
    private Optional<Element.Mirrored> mirrored(
            JsonNode message, MessageOrigin how, JsonNode thread, boolean byBusiness) {
        if (Texts.read(message.path("id")).isEmpty()) {
            return Optional.empty();
        }
        var at = MessageReader.at(origin, message);
        return SightingReader.counterpart(origin, value.path("contacts"), message, byBusiness, thread, at)
                .map(customer -> new Element.Mirrored(
                        read(message, customer),
                        field,
                        how,
                        byBusiness ? Direction.OUTBOUND : Direction.INBOUND,
                        status(message, byBusiness)));
    }

    private Element.InboundMessage read(JsonNode message, Sighting customer) {
        return MessageReader.message(origin, value, message, customer, customer.address());
    }

    private boolean isByBusiness(JsonNode message) {
        var from = Texts.read(message.path("from")).flatMap(PhoneNumber::parse).map(PhoneNumber::matchKey);
        var business = MessageReader.displayNumber(value).map(PhoneNumber::matchKey);
        return business.isPresent() && from.isPresent()
                ? business.equals(from)
                : message.has("to") || message.has("to_user_id");
    }

    private static MessageStatus status(JsonNode message, boolean byBusiness) {
        var said = STATUSES.get(
                message.path("history_context").path("status").asString("").toUpperCase(Locale.ROOT));
        if (byBusiness) {
            return said == null ? MessageStatus.SENT : said;
        }
        return said == MessageStatus.READ ? MessageStatus.READ : MessageStatus.DELIVERED;
    }
}
