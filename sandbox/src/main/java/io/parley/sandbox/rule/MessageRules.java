package io.parley.sandbox.rule;

import io.parley.sandbox.meta.GraphError;
import io.parley.sandbox.meta.GraphException;
import io.parley.sandbox.meta.Wamids;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Judges a body sent to the messages endpoint: what Meta would take passes, anything else ends with Meta's error. */
public final class MessageRules {

    private static final Set<String> TYPES = Set.of(
            "text",
            "image",
            "video",
            "audio",
            "document",
            "sticker",
            "location",
            "contacts",
            "reaction",
            "interactive",
            "template");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{7,15}");
    private static final Pattern USER_ID = Pattern.compile("[A-Z]{2}\\.(ENT\\.)?[A-Za-z0-9]{1,128}");
    private static final Pattern GROUP_ID = Pattern.compile("[A-Za-z0-9+/=_-]{1,256}");
    private static final int CALLBACK_DATA = 512;
    private static final int TEXT_BODY = 4096;

    private MessageRules() {}

    public static Order judge(JsonNode body) {
        var root = Param.root(body);
        root.mustBeObject();
        if (!"whatsapp".equals(root.required("messaging_product").asText())) {
            throw Param.refuse("Param messaging_product must be one of {WHATSAPP} - got \""
                    + body.get("messaging_product").stringValue() + "\".");
        }
        return root.has("status") ? markRead(root) : send(root);
    }

    private static Order markRead(Param root) {
        root.oneOf("status", Set.of("read"));
        var messageId = root.required("message_id").asText();
        if (!Wamids.looksLikeOne(messageId)) {
            throw root.required("message_id").invalid("is not a valid message id");
        }
        if (root.has("typing_indicator")) {
            root.object("typing_indicator", "type").oneOf("type", Set.of("text"));
        }
        return new Order.MarkRead(messageId, root.has("typing_indicator"));
    }

    private static Order send(Param root) {
        var group = root.has("recipient_type")
                && "group".equals(root.oneOf("recipient_type", Set.of("individual", "group")));
        @Nullable
        String callbackData =
                root.has("biz_opaque_callback_data") ? root.text("biz_opaque_callback_data", 0, CALLBACK_DATA) : null;
        root.optionalText("recipient_identity_key_hash", 256);
        var type = root.has("type") ? root.oneOf("type", TYPES) : "text";
        var send = addressed(root, type, group, callbackData);
        context(root, type);
        content(root, type);
        return send;
    }

    private static Order.Send addressed(Param root, String type, boolean group, @Nullable String callbackData) {
        if (!root.has("to") && !root.has("recipient")) {
            throw new GraphException(GraphError.missing("to"));
        }
        if (!root.has("to")) {
            var userId = root.required("recipient").asText();
            root.matching("recipient", USER_ID);
            return new Order.Send(type, null, userId, null, userId, callbackData);
        }
        var to = root.required("to").asText();
        if (group) {
            root.matching("to", GROUP_ID);
            return new Order.Send(type, null, null, to, to, callbackData);
        }
        var phone = to.replaceAll("[\\s().-]", "");
        if (!PHONE.matcher(phone).matches()) {
            throw root.required("to").invalid("is not a valid WhatsApp phone number");
        }
        return new Order.Send(type, phone.replace("+", ""), null, null, to, callbackData);
    }

    private static void context(Param root, String type) {
        if (!root.has("context")) {
            return;
        }
        var context = root.object("context", "message_id");
        if ("reaction".equals(type)) {
            throw context.invalid("cannot be used with a reaction");
        }
        if (!Wamids.looksLikeOne(context.required("message_id").asText())) {
            throw context.required("message_id").invalid("is not a valid message id");
        }
    }

    private static void content(Param root, String type) {
        switch (type) {
            case "text" -> text(root);
            case "image", "video", "audio", "document", "sticker" -> MediaRules.check(root, type);
            case "location" -> location(root);
            case "contacts" -> ContactRules.check(root);
            case "reaction" -> reaction(root);
            case "interactive" -> InteractiveRules.check(root);
            case "template" -> TemplateRules.check(root);
            default -> throw new IllegalStateException(type + " has no rules");
        }
    }

    private static void text(Param root) {
        var text = root.object("text", "body", "preview_url");
        var body = text.required("body").asText();
        if (body.isEmpty()) {
            throw new GraphException(GraphError.missing("text['body']"));
        }
        if (body.codePointCount(0, body.length()) > TEXT_BODY) {
            throw Param.refuse("Param text['body'] must be at most " + TEXT_BODY + " characters long.");
        }
        text.optionalFlag("preview_url");
    }

    private static void location(Param root) {
        var location = root.object("location", "latitude", "longitude", "name", "address");
        location.number("latitude", -90, 90);
        location.number("longitude", -180, 180);
        location.optionalText("name", 1_000);
        location.optionalText("address", 1_000);
    }

    private static void reaction(Param root) {
        var reaction = root.object("reaction", "message_id", "emoji");
        if (!Wamids.looksLikeOne(reaction.required("message_id").asText())) {
            throw reaction.required("message_id").invalid("is not a valid message id");
        }
        var emoji = reaction.required("emoji").asText();
        if (emoji.codePointCount(0, emoji.length()) > 10
                || emoji.chars().anyMatch(Character::isLetterOrDigit) && emoji.length() > 4) {
            throw reaction.required("emoji").invalid("must be a single emoji");
        }
    }
}
