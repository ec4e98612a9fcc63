package io.parley.messaging.accept;

import io.parley.contract.MessageType;
import io.parley.kit.web.ProblemException;
import io.parley.messaging.message.CleanText;
import io.parley.messaging.message.Recipient;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks a request against Meta's limits (Cloud API, "Messages") before it is accepted, so that what WhatsApp would
 * refuse later is refused at once, with the field's name.
 */
final class DraftReader {

    private static final int LONGEST_TEXT = 4096;
    private static final int LONGEST_CAPTION = 1024;
    private static final int LONGEST_FILENAME = 240;
    private static final int LONGEST_URL = 2048;
    private static final Set<MessageType> WITH_CAPTION =
            Set.of(MessageType.IMAGE, MessageType.VIDEO, MessageType.DOCUMENT);
    private static final List<MessageType> SENDABLE = List.of(
            MessageType.TEXT,
            MessageType.IMAGE,
            MessageType.VIDEO,
            MessageType.AUDIO,
            MessageType.DOCUMENT,
            MessageType.STICKER);

    private DraftReader() {}

    static Draft read(MessageRequest request) {
        var to = Recipient.parse(request.to())
                .orElseThrow(() -> ProblemException.ofField(
                        "to", "must be a phone number of 7 to 15 digits with its country code, or a user id"));
        var type = type(request.type());
        var content = type == MessageType.TEXT ? text(request.content()) : media(type, request.content());
        return new Draft(
                to, type, content, Optional.ofNullable(request.replyTo()), Optional.ofNullable(request.from()));
    }

    private static MessageType type(String text) {
        return Arrays.stream(MessageType.values())
                .filter(type -> type.name().equals(text.toUpperCase(Locale.ROOT)))
                .filter(SENDABLE::contains)
                .findFirst()
                .orElseThrow(() -> ProblemException.ofField(
                        "type",
                        "must be one of "
                                + SENDABLE.stream()
                                        .map(type -> type.name().toLowerCase(Locale.ROOT))
                                        .toList()));
    }

    private static Map<String, Object> text(Map<String, Object> content) {
        refuseUnknown(content, Set.of("text", "previewUrl"));
        var draft = new LinkedHashMap<String, Object>();
        draft.put("text", required(content, "text", LONGEST_TEXT));
        if (content.get("previewUrl") != null) {
            if (!(content.get("previewUrl") instanceof Boolean preview)) {
                throw ProblemException.ofField("content.previewUrl", "must be true or false");
            }
            draft.put("previewUrl", preview);
        }
        return draft;
    }

    private static Map<String, Object> media(MessageType type, Map<String, Object> content) {
        var allowed = new ArrayList<>(List.of("mediaUrl"));
        if (WITH_CAPTION.contains(type)) {
            allowed.add("caption");
        }
        if (type == MessageType.DOCUMENT) {
            allowed.add("filename");
        }
        refuseUnknown(content, Set.copyOf(allowed));
        var draft = new LinkedHashMap<String, Object>();
        draft.put("mediaUrl", publicUrl(required(content, "mediaUrl", LONGEST_URL)));
        optional(content, "caption", LONGEST_CAPTION).ifPresent(caption -> draft.put("caption", caption));
        optional(content, "filename", LONGEST_FILENAME).ifPresent(name -> draft.put("filename", name));
        return draft;
    }

    /** Meta fetches the URL, Parley never does; so only its form is checked here. */
    private static String publicUrl(String text) {
        try {
            var url = new URI(text);
            if ("https".equalsIgnoreCase(url.getScheme()) && url.getRawAuthority() != null) {
                return text;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw ProblemException.ofField("content.mediaUrl", "must be a public https URL");
    }

    private static void refuseUnknown(Map<String, Object> content, Set<String> known) {
        content.keySet().stream()
                .filter(field -> !known.contains(field))
                .findFirst()
                .ifPresent(field -> {
                    throw ProblemException.ofField("content." + field, "is not known");
                });
    }

    private static String required(Map<String, Object> content, String field, int longest) {
        return optional(content, field, longest)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> ProblemException.ofField("content." + field, "is required"));
    }

    private static Optional<String> optional(Map<String, Object> content, String field, int longest) {
        @Nullable Object value = content.get(field);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text)) {
            throw ProblemException.ofField("content." + field, "must be a string");
        }
        if (text.codePointCount(0, text.length()) > longest) {
            throw ProblemException.ofField("content." + field, "must have at most " + longest + " characters");
        }
        return Optional.of(CleanText.of(text));
    }
}
