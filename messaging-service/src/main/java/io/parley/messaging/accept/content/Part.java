package io.parley.messaging.accept.content;

import io.parley.kit.database.CleanText;
import io.parley.kit.web.FieldProblem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of a request with its place in it. Whatever is wrong is noted under the field's full path, and reading goes
 * on, so that the caller hears of everything at once.
 */
final class Part {

    private static final int LONGEST_URL = 2048;

    private final Map<?, ?> values;
    private final String path;
    private final List<FieldProblem> problems;

    Part(Map<?, ?> values, String path, List<FieldProblem> problems) {
        this.values = values;
        this.path = path;
        this.problems = problems;
    }

    /** Notes that {@code field} is wrong. */
    void refuse(String field, String message) {
        problems.add(new FieldProblem(path + "." + field, message));
    }

    /** Notes that this part itself is wrong. */
    void refuse(String message) {
        problems.add(new FieldProblem(path, message));
    }

    /** Notes every field but these. */
    Part knows(String... fields) {
        var known = Set.of(fields);
        values.keySet().stream()
                .map(String::valueOf)
                .filter(field -> !known.contains(field))
                .forEach(field -> refuse(field, "is not known"));
        return this;
    }

    boolean has(String field) {
        return values.get(field) != null;
    }

    /** Returns the field as it came, clean text in it. */
    Optional<Object> raw(String field) {
        return Optional.ofNullable(clean(values.get(field)));
    }

    /** Reads a text of at most {@code longest} characters; notes anything else. */
    Optional<String> text(String field, int longest) {
        @Nullable Object value = values.get(field);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text)) {
            refuse(field, "must be a string");
            return Optional.empty();
        }
        if (text.codePointCount(0, text.length()) > longest) {
            refuse(field, "must have at most " + longest + " characters");
        }
        return Optional.of(CleanText.of(text));
    }

    /** Reads a text that has to be there and must not be blank. */
    Optional<String> required(String field, int longest) {
        var text = text(field, longest);
        if (!has(field) || text.filter(String::isBlank).isPresent()) {
            refuse(field, "is required");
        }
        return text;
    }

    Optional<Boolean> flag(String field) {
        @Nullable Object value = values.get(field);
        if (value != null && !(value instanceof Boolean)) {
            refuse(field, "must be true or false");
        }
        return value instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
    }

    /** Reads a number that has to be there. */
    Optional<Number> number(String field, double least, double most) {
        if (values.get(field) instanceof Number number
                && number.doubleValue() >= least
                && number.doubleValue() <= most) {
            return Optional.of(number);
        }
        refuse(field, has(field) ? "must be a number from " + shown(least) + " to " + shown(most) : "is required");
        return Optional.empty();
    }

    /** Reads one of several words. */
    Optional<String> word(String field, Set<String> words) {
        var text = required(field, Integer.MAX_VALUE);
        if (text.isPresent() && !words.contains(text.get())) {
            refuse(field, "must be one of " + words.stream().sorted().toList());
            return Optional.empty();
        }
        return text;
    }

    /** Reads one of Parley's ids, which has to be there. What it names is checked where such things are. */
    Optional<UUID> id(String field) {
        try {
            return Optional.of(UUID.fromString(String.valueOf(values.get(field))));
        } catch (IllegalArgumentException e) {
            refuse(field, "must be a UUID");
            return Optional.empty();
        }
    }

    /** Reads a public https URL that has to be there. WhatsApp fetches it, Parley never does; only its form is checked. */
    Optional<String> url(String field) {
        var text = required(field, LONGEST_URL);
        if (text.isPresent() && !hasScheme(text.get(), Set.of("https"))) {
            refuse(field, "must be a public https URL");
        }
        return text;
    }

    /** Reads the link of a page that has to be there. It is opened on the customer's phone, if at all. */
    Optional<String> pageUrl(String field) {
        var text = required(field, LONGEST_URL);
        if (text.isPresent() && !hasScheme(text.get(), Set.of("http", "https"))) {
            refuse(field, "must be a URL of http or https");
        }
        return text;
    }

    /** Reads an object that has to be there; an empty one stands in for it where it is not, already noted. */
    Part part(String field) {
        if (values.get(field) instanceof Map<?, ?> object) {
            return new Part(object, path + "." + field, problems);
        }
        refuse(field, has(field) ? "must be an object" : "is required");
        return new Part(Map.of(), path + "." + field, new ArrayList<>());
    }

    /** Reads an object that may be absent; an empty one stands in for it, in the same place. */
    Part optionalPart(String field) {
        return has(field) ? part(field) : nothing(field);
    }

    /** Returns an empty object in the place of {@code field}, whatever stands there. */
    Part nothing(String field) {
        return new Part(Map.of(), path + "." + field, problems);
    }

    /** Returns the names of the fields that are there, in their order. */
    List<String> fields() {
        return values.keySet().stream().map(String::valueOf).toList();
    }

    boolean isObject(String field) {
        return values.get(field) instanceof Map;
    }

    boolean isText(String field) {
        return values.get(field) instanceof String;
    }

    /** Reads a list of {@code least} to {@code most} objects. */
    List<Part> parts(String field, int least, int most) {
        if (!(values.get(field) instanceof List<?> list)) {
            if (has(field) || least > 0) {
                refuse(field, has(field) ? "must be a list" : "is required");
            }
            return List.of();
        }
        if (list.size() < least || list.size() > most) {
            refuse(field, "must have " + least + " to " + most + " entries");
        }
        var parts = new ArrayList<Part>();
        for (var i = 0; i < list.size(); i++) {
            var place = path + "." + field + "[" + i + "]";
            if (list.get(i) instanceof Map<?, ?> object) {
                parts.add(new Part(object, place, problems));
            } else {
                problems.add(new FieldProblem(place, "must be an object"));
            }
        }
        return parts;
    }

    private static boolean hasScheme(String text, Set<String> schemes) {
        try {
            var url = new URI(text);
            return url.getScheme() != null
                    && schemes.contains(url.getScheme().toLowerCase(Locale.ROOT))
                    && url.getRawAuthority() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String shown(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private static @Nullable Object clean(@Nullable Object value) {
        return switch (value) {
            case String text -> CleanText.of(text);
            case List<?> list -> list.stream().map(Part::clean).toList();
            case Map<?, ?> map -> {
                var copy = new java.util.LinkedHashMap<String, @Nullable Object>();
                map.forEach((key, one) -> copy.put(CleanText.of(String.valueOf(key)), clean(one)));
                yield copy;
            }
            case null, default -> value;
        };
    }
}
