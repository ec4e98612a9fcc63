package io.parley.messaging.receive;

import io.parley.contract.MessageType;
import io.parley.kit.database.CleanText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads what a member of {@code value.messages} says (Cloud API webhooks, "messages"). A message whose type is unknown, or
 * whose part for that type is missing or of another shape, is kept whole.
 */
final class ContentReader {

    private static final Map<String, Function<JsonNode, Optional<Content>>> READERS = Map.ofEntries(
            Map.entry("text", ContentReader::text),
            Map.entry("location", ContentReader::location),
            Map.entry("contacts", ContentReader::contacts),
            Map.entry("interactive", InteractiveContent::read),
            Map.entry("button", InteractiveContent::templateButton),
            Map.entry("reaction", ContentReader::reaction),
            Map.entry("order", ContentReader::order),
            Map.entry("system", ContentReader::system),
            Map.entry("request_welcome", message -> Optional.of(systemOf("request_welcome"))),
            Map.entry("edit", message -> changeOf("edit", message)),
            Map.entry("revoke", message -> changeOf("revoke", message)));

    private static final Map<String, String> ITEM_FIELDS = Map.of(
            "product_retailer_id", "productRetailerId",
            "quantity", "quantity",
            "item_price", "itemPrice",
            "currency", "currency");

    private ContentReader() {}

    /** Returns the content of {@code message}; {@code mediaId} is what its media will be known by, where it has any. */
    static Content read(JsonNode message, UUID mediaId) {
        var type = message.path("type").asString("");
        return MediaContent.typeOf(type)
                .map(media -> MediaContent.read(media, message.path(type), mediaId))
                .orElseGet(() ->
                        READERS.getOrDefault(type, unknown -> Optional.empty()).apply(message))
                .orElseGet(() -> Content.unsupported(message));
    }

    private static Optional<Content> text(JsonNode message) {
        var body = message.path("text").path("body");
        return body.isString() ? Optional.of(Content.of(MessageType.TEXT).with("text", body)) : Optional.empty();
    }

    private static Optional<Content> location(JsonNode message) {
        var location = message.path("location");
        if (!location.path("latitude").isNumber() || !location.path("longitude").isNumber()) {
            return Optional.empty();
        }
        var content = Content.of(MessageType.LOCATION);
        for (var field : List.of("latitude", "longitude", "name", "address", "url")) {
            content.with(field, location.path(field));
        }
        return Optional.of(content);
    }

    private static Optional<Content> contacts(JsonNode message) {
        var contacts = message.path("contacts");
        return contacts.isArray() && !contacts.isEmpty()
                ? Optional.of(Content.of(MessageType.CONTACTS).with("contacts", contacts))
                : Optional.empty();
    }

    /** A removed reaction comes without its emoji, or with an empty one. Whose message it is about is looked up later. */
    private static Optional<Content> reaction(JsonNode message) {
        var reaction = message.path("reaction");
        if (!reaction.path("message_id").isString()) {
            return Optional.empty();
        }
        var content = Content.of(MessageType.REACTION);
        content.body().putNull("messageId");
        content.with("whatsappId", reaction.path("message_id"));
        if (reaction.path("emoji").asString("").isEmpty()) {
            content.body().putNull("emoji");
        } else {
            content.with("emoji", reaction.path("emoji"));
        }
        return Optional.of(content);
    }

    private static Optional<Content> order(JsonNode message) {
        var order = message.path("order");
        if (!order.path("product_items").isArray()) {
            return Optional.empty();
        }
        var items = JsonNodeFactory.instance.arrayNode();
        for (var item : order.path("product_items")) {
            var read = Content.of(MessageType.ORDER);
            ITEM_FIELDS.forEach((theirs, ours) -> read.with(ours, item.path(theirs)));
            items.add(read.body());
        }
        return Optional.of(Content.of(MessageType.ORDER)
                .with("catalogId", order.path("catalog_id"))
                .with("items", items)
                .with("text", order.path("text")));
    }

    private static Optional<Content> system(JsonNode message) {
        var system = message.path("system");
        if (!system.isObject()) {
            return Optional.empty();
        }
        return Optional.of(systemOf(system.path("type").asString("unknown"))
                .with("body", system.path("body"))
                .with("waId", system.path(system.path("wa_id").isString() ? "wa_id" : "new_wa_id"))
                .with("userId", system.path("user_id"))
                .with("identity", message.path("identity")));
    }

    /** An edit or a revoke of a message that Parley does not hold. */
    private static Optional<Content> changeOf(String kind, JsonNode message) {
        var change = message.path(kind);
        if (!change.path("original_message_id").isString()) {
            return Optional.empty();
        }
        return Optional.of(systemOf(kind)
                .with("whatsappId", change.path("original_message_id"))
                .with("text", change.path("message").path("text").path("body")));
    }

    private static Content systemOf(String kind) {
        return Content.of(MessageType.SYSTEM).with("kind", CleanText.of(kind));
    }
}
