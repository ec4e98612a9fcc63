package io.parley.messaging.accept.content;

import io.parley.contract.MessageType;
import io.parley.kit.web.FieldProblem;
import io.parley.kit.web.ProblemException;
import io.parley.messaging.template.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads the content of a message that is to be sent and checks it against Meta's limits (Cloud API reference, "Messages"),
 * so that what WhatsApp would refuse later is refused at once, under the name of each field that is wrong.
 */
public final class OutboundContent {

    private static final int LONGEST_TEXT = 4096;
    private static final int LONGEST_CAPTION = 1024;
    private static final int LONGEST_FILENAME = 240;
    private static final int LONGEST_NAME = 1000;
    private static final int LONGEST_EMOJI = 32;
    private static final int KEYCAP = 0x20E3;
    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    private static final Map<MessageType, Function<Part, Map<String, Object>>> READERS = readers();

    private OutboundContent() {}

    /** Returns the types that can be sent, in the order in which they are best named. */
    public static List<MessageType> types() {
        return List.copyOf(READERS.keySet());
    }

    /**
     * Returns the content as it is kept; throws {@link ProblemException} with everything that is wrong with it.
     *
     * @param type one of {@link #types()}
     */
    public static Map<String, Object> read(MessageType type, Map<String, Object> content) {
        var reader = Optional.ofNullable(READERS.get(type))
                .orElseThrow(
                        () -> new IllegalArgumentException("type: " + type + " (expected: one of " + types() + ")"));
        return read(content, reader);
    }

    /** Does the same for a template message, knowing the template. */
    public static Map<String, Object> read(Template template, Map<String, Object> content) {
        return read(content, part -> TemplateContent.read(part, template));
    }

    private static Map<String, Object> read(Map<String, Object> content, Function<Part, Map<String, Object>> reader) {
        var problems = new ArrayList<FieldProblem>();
        var read = reader.apply(new Part(content, "content", problems));
        if (!problems.isEmpty()) {
            throw ProblemException.ofFields(problems);
        }
        return read;
    }

    private static Map<MessageType, Function<Part, Map<String, Object>>> readers() {
        var readers = new LinkedHashMap<MessageType, Function<Part, Map<String, Object>>>();
        readers.put(MessageType.TEXT, OutboundContent::text);
        readers.put(MessageType.IMAGE, part -> media(part, "caption"));
        readers.put(MessageType.VIDEO, part -> media(part, "caption"));
        readers.put(MessageType.AUDIO, part -> media(part, "voice"));
        readers.put(MessageType.DOCUMENT, part -> media(part, "caption", "filename"));
        readers.put(MessageType.STICKER, part -> media(part));
        readers.put(MessageType.TEMPLATE, TemplateContent::read);
        readers.put(MessageType.LOCATION, OutboundContent::location);
        readers.put(MessageType.CONTACTS, ContactsContent::read);
        readers.put(MessageType.INTERACTIVE, InteractiveRules::read);
        readers.put(MessageType.REACTION, OutboundContent::reaction);
        return readers;
    }

    private static Map<String, Object> text(Part part) {
        part.knows("text", "previewUrl");
        var content = new LinkedHashMap<String, Object>();
        part.required("text", LONGEST_TEXT).ifPresent(text -> content.put("text", text));
        part.flag("previewUrl").ifPresent(preview -> content.put("previewUrl", preview));
        return content;
    }

    private static Map<String, Object> media(Part part, String... more) {
        var known = new ArrayList<>(List.of("mediaUrl", "mediaId"));
        known.addAll(List.of(more));
        part.knows(known.toArray(String[]::new));
        var content = new LinkedHashMap<String, Object>();
        if (part.has("mediaId")) {
            part.id("mediaId").ifPresent(id -> content.put("mediaId", id.toString()));
            if (part.has("mediaUrl")) {
                part.refuse("mediaUrl", "must be left out where there is a mediaId");
            }
        } else {
            part.url("mediaUrl").ifPresent(url -> content.put("mediaUrl", url));
        }
        if (known.contains("caption")) {
            part.text("caption", LONGEST_CAPTION).ifPresent(caption -> content.put("caption", caption));
        }
        if (known.contains("filename")) {
            part.text("filename", LONGEST_FILENAME).ifPresent(name -> content.put("filename", name));
        }
        if (known.contains("voice")) {
            part.flag("voice").ifPresent(voice -> content.put("voice", voice));
        }
        return content;
    }

    static Map<String, Object> location(Part part) {
        part.knows("latitude", "longitude", "name", "address");
        var content = new LinkedHashMap<String, Object>();
        part.number("latitude", -90, 90).ifPresent(latitude -> content.put("latitude", latitude));
        part.number("longitude", -180, 180).ifPresent(longitude -> content.put("longitude", longitude));
        part.text("name", LONGEST_NAME).ifPresent(name -> content.put("name", name));
        part.text("address", LONGEST_NAME).ifPresent(address -> content.put("address", address));
        return content;
    }

    /** An empty emoji, or none, takes the reaction back. Which message it is about is checked where messages are. */
    private static Map<String, Object> reaction(Part part) {
        part.knows("messageId", "emoji");
        var content = new LinkedHashMap<String, Object>();
        part.required("messageId", Integer.MAX_VALUE).ifPresent(id -> content.put("messageId", id));
        part.text("emoji", LONGEST_EMOJI).filter(emoji -> !emoji.isEmpty()).ifPresent(emoji -> {
            if (!isEmoji(emoji)) {
                part.refuse("emoji", "must be one emoji");
            }
            content.put("emoji", emoji);
        });
        return content;
    }

    /** One character as people see it, though it may be made of many, and a pictured one. */
    private static boolean isEmoji(String text) {
        return GRAPHEME.matcher(text).matches()
                && text.codePoints()
                        .anyMatch(character -> Character.isExtendedPictographic(character)
                                || Character.isEmojiPresentation(character)
                                || character == KEYCAP);
    }
}
