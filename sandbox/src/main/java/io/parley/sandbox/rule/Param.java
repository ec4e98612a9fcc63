package io.parley.sandbox.rule;

import io.parley.sandbox.meta.GraphError;
import io.parley.sandbox.meta.GraphException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A place in the request, with the name Meta gives it; every check that fails ends the request with Meta's error. */
final class Param {

    private static final Pattern WEB_URL = Pattern.compile("https?://[^\\s/?#]+[^\\s]*");

    private final String path;
    private final JsonNode node;

    private Param(String path, JsonNode node) {
        this.path = path;
        this.node = node;
    }

    static Param root(JsonNode body) {
        return new Param("", body);
    }

    String path() {
        return path;
    }

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    /** The part under this key, which must be there. */
    Param required(String key) {
        if (!has(key)) {
            throw new GraphException(GraphError.missing(pathOf(key)));
        }
        return new Param(pathOf(key), node.get(key));
    }

    Param object(String key, String... allowedKeys) {
        var part = required(key);
        part.mustBeObject();
        part.onlyKeys(allowedKeys);
        return part;
    }

    void mustBeObject() {
        if (!node.isObject()) {
            throw wrongType("an object");
        }
    }

    /** Refuses keys that Meta does not know here. */
    void onlyKeys(String... allowed) {
        var known = Arrays.asList(allowed);
        for (var name : node.propertyNames()) {
            if (!known.contains(name)) {
                throw refuse("Unexpected key \"" + name + "\" on param \"" + path + "\".");
            }
        }
    }

    List<Param> array(String key, int min, int max) {
        var part = required(key);
        if (!part.node.isArray()) {
            throw part.wrongType("an array");
        }
        if (part.node.size() < min || part.node.size() > max) {
            throw part.invalid("must have between " + min + " and " + max + " items, got " + part.node.size());
        }
        var items = new ArrayList<Param>();
        for (int i = 0; i < part.node.size(); i++) {
            items.add(new Param(part.path + "[" + i + "]", part.node.get(i)));
        }
        return items;
    }

    String text(String key, int min, int max) {
        var part = required(key);
        var text = part.asText();
        var length = text.codePointCount(0, text.length());
        if (length < min || length > max) {
            throw part.invalid("length invalid. Min length: " + min + ", Max length: " + max);
        }
        return text;
    }

    void optionalText(String key, int max) {
        if (has(key)) {
            text(key, 0, max);
        }
    }

    /** One of the given words, in any case. */
    String oneOf(String key, Set<String> allowed) {
        var part = required(key);
        var value = part.asText();
        for (var word : allowed) {
            if (word.equalsIgnoreCase(value)) {
                return word;
            }
        }
        throw refuse("Param " + part.path + " must be one of " + shown(allowed) + " - got \"" + value + "\".");
    }

    void optionalFlag(String key) {
        if (has(key) && !node.get(key).isBoolean()) {
            throw required(key).wrongType("a boolean");
        }
    }

    long integer(String key, long min, long max) {
        var part = required(key);
        long value;
        try {
            value = part.node.isString() ? Long.parseLong(part.node.stringValue()) : part.wholeNumber();
        } catch (NumberFormatException notANumber) {
            throw part.wrongType("an integer");
        }
        if (value < min || value > max) {
            throw part.invalid("must be between " + min + " and " + max);
        }
        return value;
    }

    /** A number, also when written as text, as Meta's own examples do. */
    double number(String key, double min, double max) {
        var part = required(key);
        double value;
        try {
            value = part.node.isNumber() ? part.node.doubleValue() : Double.parseDouble(part.asText());
        } catch (NumberFormatException notANumber) {
            throw part.wrongType("a number");
        }
        if (!(value >= min && value <= max)) {
            throw part.invalid("must be between " + min + " and " + max);
        }
        return value;
    }

    void webUrl(String key) {
        var part = required(key);
        if (!WEB_URL.matcher(part.asText()).matches() || part.asText().length() > 2_000) {
            throw part.invalid("is not a valid URL");
        }
    }

    void matching(String key, Pattern shape) {
        var part = required(key);
        if (!shape.matcher(part.asText()).matches()) {
            throw part.invalid("is not valid");
        }
    }

    /** Exactly one of the two keys must be there; answers which. */
    String eitherOf(String one, String other) {
        if (has(one) == has(other)) {
            throw has(one)
                    ? refuse("Only one of " + pathOf(one) + " and " + pathOf(other) + " can be used.")
                    : new GraphException(
                            GraphError.of(131008, "One of " + pathOf(one) + " and " + pathOf(other) + " is required."));
        }
        return has(one) ? one : other;
    }

    String asText() {
        if (!node.isString()) {
            throw wrongType("a string");
        }
        return node.stringValue();
    }

    JsonNode node() {
        return node;
    }

    GraphException invalid(String details) {
        return new GraphException(GraphError.invalid((path.isEmpty() ? "Request" : path) + " " + details));
    }

    GraphException wrongType(String expected) {
        return refuse("Param " + path + " must be " + expected + ".");
    }

    static GraphException refuse(String message) {
        return new GraphException(GraphError.parameter(message));
    }

    private long wholeNumber() {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw wrongType("an integer");
        }
        return node.longValue();
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "['" + key + "']";
    }

    private static String shown(Set<String> words) {
        var upper = new TreeSet<String>();
        words.forEach(word -> upper.add(word.toUpperCase(Locale.ROOT)));
        return "{" + String.join(", ", upper) + "}";
    }
}
