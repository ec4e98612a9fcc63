package io.parley.stack;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What a customer writes, one kind of it, in Meta's words (Cloud API webhooks, "messages"). */
final class CustomerMessage {

    private static final String SAMPLE = "";

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(names = "--text", paramLabel = "TEXT")
    private @Nullable String text;

    @Option(names = "--location", paramLabel = "LAT,LONG")
    private @Nullable String location;

    @Option(names = "--contact", paramLabel = "NAME,PHONE")
    private @Nullable String contact;

    @Option(names = "--reaction", paramLabel = "EMOJI")
    private @Nullable String reaction;

    @Option(names = "--button", paramLabel = "TITLE")
    private @Nullable String button;

    @Option(names = "--image", paramLabel = "PATH", arity = "0..1", fallbackValue = SAMPLE)
    private @Nullable String image;

    @Option(names = "--file", paramLabel = "PATH", arity = "0..1", fallbackValue = SAMPLE)
    private @Nullable String file;

    @Option(names = "--caption", paramLabel = "TEXT")
    private @Nullable String caption;

    @Option(names = "--message", paramLabel = "JSON")
    private @Nullable String message;

    @Option(names = "--reply-to", paramLabel = "WAMID")
    private @Nullable String replyTo;

    /**
     * Adds the message to what the sandbox is asked for; ends the command with what is wrong about it.
     *
     * @param hand hands the customer a file and returns its id
     */
    void addTo(Map<String, Object> request, Function<Path, String> hand) {
        var kinds = Stream.of(text, location, contact, reaction, button, image, file, message)
                .filter(Objects::nonNull)
                .count();
        if (kinds != 1) {
            throw wrong(
                    "Say what the customer writes with one of --text, --image, --file, --location, --contact, --reaction, --button, --message");
        }
        if (text != null) {
            request.put("text", text);
        } else if (image != null) {
            request.put("media", sent("image", image, hand));
        } else if (file != null) {
            request.put("media", sent(file.equals(SAMPLE) ? "document" : null, file, hand));
        } else {
            request.put("message", written());
        }
        if (replyTo != null && reaction == null) {
            request.put("context", Map.of("id", replyTo));
        }
    }

    /** A kind is said where the file must be of it, or is to be made up; else the file's own type decides. */
    private Map<String, Object> sent(@Nullable String kind, String path, Function<Path, String> hand) {
        var sent = new LinkedHashMap<String, Object>();
        if (kind != null) {
            sent.put("kind", kind);
        }
        if (!path.equals(SAMPLE)) {
            sent.put("id", hand.apply(Path.of(path)));
        }
        if (caption != null) {
            sent.put("caption", caption);
        }
        return sent;
    }

    private Object written() {
        if (location != null) {
            var place = pair("--location", location);
            return typed(
                    "location", Map.of("latitude", number(place.getFirst()), "longitude", number(place.getLast())));
        }
        if (contact != null) {
            var card = pair("--contact", contact);
            return typed(
                    "contacts",
                    List.of(Map.of(
                            "name", Map.of("formatted_name", card.getFirst(), "first_name", card.getFirst()),
                            "phones", List.of(Map.of("phone", card.getLast(), "type", "CELL")))));
        }
        if (button != null) {
            return typed(
                    "interactive",
                    Map.of("type", "button_reply", "button_reply", Map.of("id", button, "title", button)));
        }
        return reaction != null ? reacted(reaction) : parsed();
    }

    private Object reacted(String emoji) {
        if (replyTo == null) {
            throw wrong("--reaction needs --reply-to, the message that it is about");
        }
        var said = new LinkedHashMap<String, Object>(Map.of("message_id", replyTo));
        if (!emoji.isEmpty()) {
            said.put("emoji", emoji);
        }
        return typed("reaction", said);
    }

    private Object parsed() {
        try {
            return new JsonMapper().readValue(message, Map.class);
        } catch (JacksonException e) {
            throw wrong("--message must be a JSON object: " + e.getOriginalMessage());
        }
    }

    private List<String> pair(String option, String text) {
        var parts = text.split(",", 2);
        if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
            throw wrong(option + " must be two values with a comma between them");
        }
        return List.of(parts[0].strip(), parts[1].strip());
    }

    private double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw wrong("--location must be two numbers with a comma between them");
        }
    }

    private static Map<String, Object> typed(String type, Object part) {
        return Map.of("type", type, type, part);
    }

    private CommandLine.ParameterException wrong(String what) {
        return new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(), what);
    }
}
