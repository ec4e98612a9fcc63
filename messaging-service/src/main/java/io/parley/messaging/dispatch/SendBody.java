package io.parley.messaging.dispatch;

import io.parley.contract.MessageEvent;
import io.parley.contract.MessageType;
import io.parley.messaging.customer.Identity;
import io.parley.messaging.customer.PhoneNumber;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the body of POST /{phone-number-id}/messages (Cloud API reference, "Messages"). */
final class SendBody {

    private SendBody() {}

    /**
     * Returns the body; it carries the message's id, which every status will bring back.
     *
     * @param graphId WhatsApp's id of the message's file, where it is one of Parley's
     */
    static Map<String, Object> of(Outgoing outgoing, @Nullable String graphId) {
        var message = outgoing.message();
        var type = message.type().name().toLowerCase(Locale.ROOT);
        var body = new LinkedHashMap<String, Object>();
        body.put("messaging_product", "whatsapp");
        body.put("recipient_type", "individual");
        address(body, String.valueOf(message.to()));
        if (outgoing.repliesTo() != null) {
            body.put("context", Map.of("message_id", outgoing.repliesTo()));
        }
        body.put("type", type);
        body.put(type, graphId == null ? part(message.type(), message.content()) : showing(message, graphId));
        body.put("biz_opaque_callback_data", message.id().toString());
        return body;
    }

    private static Object part(MessageType type, Map<String, Object> content) {
        return switch (type) {
            case TEXT -> renamed(content, Map.of("text", "body", "previewUrl", "preview_url"));
            case IMAGE, VIDEO, AUDIO, DOCUMENT, STICKER -> renamed(content, Map.of("mediaUrl", "link"));
            case TEMPLATE -> template(content);
            case REACTION ->
                Map.of(
                        "message_id", String.valueOf(content.get("whatsappId")),
                        "emoji", content.getOrDefault("emoji", ""));
            case CONTACTS -> Objects.requireNonNull(content.get("contacts"));
            case INTERACTIVE -> Objects.requireNonNull(content.get("interactive"));
            default -> content;
        };
    }

    private static Object showing(MessageEvent message, String graphId) {
        return message.type() == MessageType.TEMPLATE
                ? withFile(template(message.content()), file(message, graphId))
                : file(message, graphId);
    }

    /** Returns {@code value} with {@code file} in the place of each object that names one of Parley's. */
    private static Object withFile(Object value, Map<String, Object> file) {
        return switch (value) {
            case Map<?, ?> map when map.containsKey("mediaId") -> file;
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<String, Object>();
                map.forEach((name, one) -> copy.put(String.valueOf(name), withFile(one, file)));
                yield copy;
            }
            case List<?> list -> list.stream().map(one -> withFile(one, file)).toList();
            default -> value;
        };
    }

    /** The rest of the content tells readers of the message what the file is. */
    private static Map<String, Object> file(MessageEvent message, String graphId) {
        var file = new LinkedHashMap<String, Object>();
        file.put("id", graphId);
        var extras = switch (message.type()) {
            case DOCUMENT -> List.of("caption", "filename");
            case TEMPLATE -> List.of("filename");
            default -> List.of("caption", "voice");
        };
        for (var extra : extras) {
            if (message.content().get(extra) != null) {
                file.put(extra, message.content().get(extra));
            }
        }
        return file;
    }

    private static void address(Map<String, Object> body, String to) {
        PhoneNumber.parse(to)
                .ifPresentOrElse(
                        phone -> body.put("to", phone.e164()),
                        () -> Identity.ofUserId(to).ifPresent(user -> body.put("recipient", user.value())));
    }

    private static Map<String, Object> template(Map<String, Object> content) {
        var template = new LinkedHashMap<String, Object>();
        template.put("name", content.get("name"));
        template.put("language", Map.of("code", String.valueOf(content.get("language"))));
        if (content.get("components") != null) {
            template.put("components", content.get("components"));
        }
        return template;
    }

    /** Returns the content under Meta's names where they differ from Parley's. */
    private static Map<String, Object> renamed(Map<String, Object> content, Map<String, String> names) {
        var renamed = new LinkedHashMap<String, Object>();
        content.forEach((name, value) -> renamed.put(names.getOrDefault(name, name), value));
        return renamed;
    }
}
