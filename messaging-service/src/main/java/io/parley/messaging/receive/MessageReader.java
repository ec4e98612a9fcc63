package io.parley.messaging.receive;

import io.parley.contract.MessageChanged;
import io.parley.contract.MessageContext;
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

    private static final Map<String, MessageChanged.Change> CHANGES =
            Map.of("edit", MessageChanged.Change.EDITED, "revoke", MessageChanged.Change.REVOKED);

    private MessageReader() {}

    static Element read(Origin origin, JsonNode value, JsonNode message) {
        var wamid = text(message.path("id")).orElse(null);
        var at = WebhookReader.time(message.path("timestamp")).orElse(origin.receivedAt());
        var read = new Element.InboundMessage(
                origin,
                wamid,
                ContentReader.read(message, origin.mediaId(wamid)),
                context(message),
                sender(origin, value, message, wamid, at),
                text(value.path("metadata").path("display_phone_number"))
                        .flatMap(PhoneNumber::parse)
                        .map(PhoneNumber::e164)
                        .orElse(null),
                text(message.path("context").path("id")).orElse(null),
                at);
        return wamid == null ? read : revision(read, wamid, message).orElse(read);
    }

    private static Optional<Element> revision(Element.InboundMessage read, String wamid, JsonNode message) {
        var type = message.path("type").asString("");
        var change = CHANGES.get(type);
        var original = text(message.path(type).path("original_message_id"));
        if (change == null || original.isEmpty()) {
            return Optional.empty();
        }
        var patch = JsonNodeFactory.instance.objectNode();
        var edited = message.path(type).path("message");
        text(edited.path("text").path("body")).ifPresent(body -> patch.put("text", body));
        text(edited.path(edited.path("type").asString("")).path("caption"))
                .ifPresent(caption -> patch.put("caption", caption));
        return Optional.of(new Element.Revision(read, wamid, original.get(), change, patch));
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
