package io.parley.messaging.dispatch;

import io.parley.contract.MessageType;
import io.parley.messaging.customer.Identity;
import io.parley.messaging.customer.PhoneNumber;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Writes the body of POST /{phone-number-id}/messages (Cloud API reference, "Messages"). */
final class SendBody {

    private SendBody() {}

    /** Returns the body; it carries the message's id, which every status will bring back. */
    static Map<String, Object> of(Outgoing outgoing) {
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
        body.put(type, message.type() == MessageType.TEXT ? text(message.content()) : media(message.content()));
        body.put("biz_opaque_callback_data", message.id().toString());
        return body;
    }

    private static void address(Map<String, Object> body, String to) {
        PhoneNumber.parse(to)
                .ifPresentOrElse(
                        phone -> body.put("to", phone.e164()),
                        () -> Identity.ofUserId(to).ifPresent(user -> body.put("recipient", user.value())));
    }

    private static Map<String, Object> text(Map<String, Object> content) {
        var text = new LinkedHashMap<String, Object>();
        text.put("body", content.get("text"));
        if (content.get("previewUrl") != null) {
            text.put("preview_url", content.get("previewUrl"));
        }
        return text;
    }

    private static Map<String, Object> media(Map<String, Object> content) {
        var media = new LinkedHashMap<String, Object>();
        media.put("link", content.get("mediaUrl"));
        for (var field : new String[] {"caption", "filename"}) {
            if (content.get(field) != null) {
                media.put(field, content.get(field));
            }
        }
        return media;
    }
}
