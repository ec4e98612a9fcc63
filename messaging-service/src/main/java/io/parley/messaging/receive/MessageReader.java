package io.parley.messaging.receive;

import io.parley.contract.MessageType;
import io.parley.kit.json.Json;
import io.parley.messaging.customer.Identity;
import io.parley.messaging.customer.PhoneNumber;
import io.parley.messaging.customer.Sighting;
import io.parley.messaging.message.CleanText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads one member of {@code value.messages}. */
final class MessageReader {

    private static final Map<String, MessageType> TYPES = Map.ofEntries(
            Map.entry("text", MessageType.TEXT),
            Map.entry("image", MessageType.IMAGE),
            Map.entry("video", MessageType.VIDEO),
            Map.entry("audio", MessageType.AUDIO),
            Map.entry("voice", MessageType.AUDIO),
            Map.entry("document", MessageType.DOCUMENT),
            Map.entry("sticker", MessageType.STICKER),
            Map.entry("location", MessageType.LOCATION),
            Map.entry("contacts", MessageType.CONTACTS),
            Map.entry("interactive", MessageType.INTERACTIVE),
            Map.entry("button", MessageType.INTERACTIVE),
            Map.entry("reaction", MessageType.REACTION),
            Map.entry("order", MessageType.ORDER),
            Map.entry("system", MessageType.SYSTEM),
            Map.entry("edit", MessageType.SYSTEM),
            Map.entry("revoke", MessageType.SYSTEM));

    private MessageReader() {}

    static Element read(Origin origin, JsonNode value, JsonNode message) {
        var wamid = text(message.path("id")).orElse(null);
        var at = WebhookReader.time(message.path("timestamp")).orElse(origin.receivedAt());
        var type = typeOf(message);
        return new Element.InboundMessage(
                origin,
                wamid,
                type,
                content(type, message),
                sender(origin, value, message, wamid, at),
                text(value.path("metadata").path("display_phone_number"))
                        .flatMap(PhoneNumber::parse)
                        .map(PhoneNumber::e164)
                        .orElse(null),
                text(message.path("context").path("id")).orElse(null),
                at);
    }

    /** A text without its body is no text. */
    private static MessageType typeOf(JsonNode message) {
        var type = TYPES.getOrDefault(message.path("type").asString(""), MessageType.UNSUPPORTED);
        var bodyMissing =
                type == MessageType.TEXT && !message.path("text").path("body").isString();
        return bodyMissing ? MessageType.UNSUPPORTED : type;
    }

    private static String content(MessageType type, JsonNode message) {
        var content = JsonNodeFactory.instance.objectNode();
        if (type == MessageType.TEXT) {
            content.put("text", CleanText.of(message.path("text").path("body").stringValue()));
        } else {
            content.set("raw", CleanText.of(message));
        }
        return Json.events().writeValueAsString(content);
    }

    private static Sighting sender(
            Origin origin, JsonNode value, JsonNode message, @Nullable String wamid, Instant at) {
        var contact = contactOf(value.path("contacts"), message);
        var userId = text(message.path("from_user_id")).or(() -> text(contact.path("user_id")));
        var parent = text(message.path("from_parent_user_id")).or(() -> text(contact.path("parent_user_id")));
        var phone =
                text(message.path("from")).or(() -> text(contact.path("wa_id"))).flatMap(PhoneNumber::parse);
        var identities = new ArrayList<Identity>();
        userId.flatMap(Identity::ofUserId).ifPresent(identities::add);
        parent.flatMap(Identity::ofUserId).ifPresent(identities::add);
        phone.map(Identity::of).ifPresent(identities::add);
        if (identities.isEmpty()) {
            var itself = wamid == null ? origin.rawEvent() + ":" + origin.index() : wamid;
            identities.add(new Identity(Identity.Kind.WAMID, itself));
        }
        var profile = contact.path("profile");
        return new Sighting(
                origin.tenant(),
                identities,
                phone,
                userId.filter(id -> Identity.ofUserId(id).isPresent()),
                text(profile.path("name")).orElse(null),
                text(profile.path("username")).orElse(null),
                at);
    }

    /** Contacts are matched by id, never by place; a lone contact belongs to a message that names nobody. */
    private static JsonNode contactOf(JsonNode contacts, JsonNode message) {
        var userId = text(message.path("from_user_id"));
        var phone = text(message.path("from"));
        for (var contact : contacts) {
            var sameUser = userId.isPresent() && userId.equals(text(contact.path("user_id")));
            var samePhone = phone.isPresent() && phone.equals(text(contact.path("wa_id")));
            if (sameUser || samePhone) {
                return contact;
            }
        }
        var nobody = userId.isEmpty() && phone.isEmpty();
        return nobody && contacts.size() == 1 ? contacts.get(0) : JsonNodeFactory.instance.missingNode();
    }

    private static Optional<String> text(JsonNode node) {
        return node.isString() && !node.stringValue().isEmpty()
                ? Optional.of(CleanText.of(node.stringValue()))
                : Optional.empty();
    }
}
