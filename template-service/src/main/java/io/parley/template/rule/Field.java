package io.parley.template.rule;

import io.parley.kit.web.FieldProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A place in what somebody sent, with its path. Every mistake is noted, so that all of them are told at once. */
final class Field {

    private final String path;
    private final ObjectNode node;
    private final List<FieldProblem> problems;

    private Field(String path, ObjectNode node, List<FieldProblem> problems) {
        this.path = path;
        this.node = node;
        this.problems = problems;
    }

    static Field of(String path, ObjectNode node, List<FieldProblem> problems) {
        return new Field(path, node, problems);
    }

    ObjectNode node() {
        return node;
    }

    void refuse(String message) {
        problems.add(new FieldProblem(path, message));
    }

    void refuse(String key, String message) {
        problems.add(new FieldProblem(pathOf(key), message));
    }

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    /** Notes fields that have no meaning here. */
    void onlyKeys(String... known) {
        var names = Arrays.asList(known);
        for (var name : node.propertyNames()) {
            if (!names.contains(name)) {
                refuse(name, "is not known here");
            }
        }
    }

    void mustNotHave(String key, String reason) {
        if (has(key)) {
            refuse(key, reason);
        }
    }

    /** Returns a text of at most {@code longest} characters, which must be there. */
    Optional<String> text(String key, int longest) {
        if (!has(key)) {
            refuse(key, "is required");
            return Optional.empty();
        }
        return optionalText(key, longest);
    }

    Optional<String> optionalText(String key, int longest) {
        @Nullable JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            refuse(key, "must be a text");
            return Optional.empty();
        }
        var text = value.stringValue();
        var length = text.codePointCount(0, text.length());
        if (text.isBlank()) {
            refuse(key, "must not be blank");
        } else if (length > longest) {
            refuse(key, "may have at most " + longest + " characters, not " + length);
        } else if (text.codePoints().anyMatch(Field::isUnfit)) {
            refuse(key, "must have no control characters but line breaks");
        } else {
            return Optional.of(text);
        }
        return Optional.empty();
    }

    static boolean isUnfit(int character) {
        return (Character.isISOControl(character) && character != '\n')
                || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
    }

    /** Returns one of {@code words}, and writes it as Meta does; in any case on input. */
    Optional<String> word(String key, List<String> words) {
        if (!has(key)) {
            refuse(key, "is required");
            return Optional.empty();
        }
        @Nullable JsonNode value = node.get(key);
        var word = value == null ? "" : value.asString("").toUpperCase(Locale.ROOT);
        if (!words.contains(word)) {
            refuse(key, "must be one of " + String.join(", ", words));
            return Optional.empty();
        }
        node.put(key, word);
        return Optional.of(word);
    }

    void flag(String key, boolean required) {
        @Nullable JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            if (required) {
                refuse(key, "is required");
            }
        } else if (!value.isBoolean()) {
            refuse(key, "must be true or false");
        }
    }

    void wholeNumber(String key, long least, long most, boolean required) {
        @Nullable JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            if (required) {
                refuse(key, "is required");
            }
        } else if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            refuse(key, "must be a whole number from " + least + " to " + most);
        }
    }

    /** Returns the object under {@code key}, a new one where there is none. */
    Optional<Field> object(String key) {
        @Nullable JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            return Optional.of(new Field(pathOf(key), node.putObject(key), problems));
        }
        if (value instanceof ObjectNode object) {
            return Optional.of(new Field(pathOf(key), object, problems));
        }
        refuse(key, "must be an object");
        return Optional.empty();
    }

    /** Returns the objects under {@code key}; none where they are no list of so many. */
    List<Field> objects(String key, int least, int most) {
        @Nullable JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            refuse(key, "is required");
            return List.of();
        }
        if (!value.isArray() || value.size() < least || value.size() > most) {
            refuse(key, "must be a list of " + (least == most ? "" + least : least + " to " + most));
            return List.of();
        }
        var fields = new ArrayList<Field>();
        for (var i = 0; i < value.size(); i++) {
            var place = pathOf(key) + '[' + i + ']';
            if (value.get(i) instanceof ObjectNode object) {
                fields.add(new Field(place, object, problems));
            } else {
                problems.add(new FieldProblem(place, "must be an object"));
            }
        }
        return fields.size() == value.size() ? fields : List.of();
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + '.' + key;
    }
}
