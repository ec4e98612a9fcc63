package io.parley.messaging.receive;

import io.parley.contract.MessageChanged;
import io.parley.contract.MessageContext;
import io.parley.kit.database.CleanText;
import io.parley.kit.json.Json;
import io.parley.messaging.customer.Identity;
import io.parley.messaging.customer.PhoneNumber;
import io.parley.messaging.customer.Sighting;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads messages as Meta writes them: members of {@code value.messages}, and others that look like those. */
final class MessageReader {

    private static final Map<String, MessageChanged.Change> CHANGES =
            Map.of("edit", MessageChanged.Change.EDITED, "revoke", MessageChanged.Change.REVOKED);

    private MessageReader() {}

    /** Reads one member of {@code value.messages}: a customer's message, edit or revoke. */
    static Element read(Origin origin, JsonNode value, JsonNode message) {
        var wamid = Texts.read(message.path("id")).orElse(null);
        var at = at(origin, message);
        var sender = SightingReader.sender(origin, value.path("contacts"), message, wamid, at);
        var read = message(origin, value, message, sender, saidAddress(message).orElse(sender.address()));
        return revision(read, message).<Element>map(one -> one).orElse(read);
    }

    /** Reads a message of which is known whom the tenant exchanged it with. */
    static Element.InboundMessage message(
            Origin origin, JsonNode value, JsonNode message, Sighting customer, @Nullable String address) {
        var wamid = Texts.read(message.path("id")).orElse(null);
        return new Element.InboundMessage(
                origin,
                wamid,
                ContentReader.read(message, origin.mediaId(wamid)),
                context(message),
                customer,
                address,
                displayNumber(value).map(PhoneNumber::e164).orElse(null),
                Texts.read(message.path("context").path("id")).orElse(null),
                at(origin, message));
    }

    /** Reads {@code message}, which {@code read} is, as a change to another one; empty where it is none. */
    static Optional<Element.Revision> revision(Element.InboundMessage read, JsonNode message) {
        var type = message.path("type").asString("");
        var change = CHANGES.get(type);
        var original = Texts.read(message.path(type).path("original_message_id"));
        var wamid = read.wamid();
        if (change == null || original.isEmpty() || wamid == null) {
            return Optional.empty();
        }
        var patch = JsonNodeFactory.instance.objectNode();
        var edited = message.path(type).path("message");
        body(edited.path("text").path("body")).ifPresent(body -> patch.put("text", body));
        body(edited.path(edited.path("type").asString("")).path("caption"))
                .ifPresent(caption -> patch.put("caption", caption));
        return Optional.of(new Element.Revision(read, wamid, original.get(), change, patch, null));
    }

    static Instant at(Origin origin, JsonNode message) {
        return WebhookReader.time(message.path("timestamp")).orElse(origin.receivedAt());
    }

    /** Returns the tenant's number as the webhook shows it. */
    static Optional<PhoneNumber> displayNumber(JsonNode value) {
        return Texts.read(value.path("metadata").path("display_phone_number")).flatMap(PhoneNumber::parse);
    }

    /** Who has just changed numbers still wrote from the one that the message names. */
    private static Optional<String> saidAddress(JsonNode message) {
        return Texts.read(message.path("from"))
                .flatMap(PhoneNumber::parse)
                .map(PhoneNumber::e164)
                .or(() -> Texts.read(message.path("from_user_id"))
                        .filter(id -> Identity.ofUserId(id).isPresent()));
    }

    private static @Nullable MessageContext context(JsonNode message) {
        var context = message.path("context");
        var read = new MessageContext(
                flag(context.path("forwarded")),
                flag(context.path("frequently_forwarded")),
                object(message.path("referral")),
                object(context.path("referred_product")));
        return read.equals(new MessageContext(null, null, null, null)) ? null : read;
    }

    private static @Nullable Boolean flag(JsonNode node) {
        return node.isBoolean() && node.booleanValue() ? Boolean.TRUE : null;
    }

    private static @Nullable Map<String, Object> object(JsonNode node) {
        return node.isObject() ? Json.events().convertValue(CleanText.of(node), Json.OBJECT) : null;
    }

    private static Optional<String> body(JsonNode node) {
        return node.isString() && !node.stringValue().isEmpty()
                ? Optional.of(CleanText.of(node.stringValue()))
                : Optional.empty();
    }
}
