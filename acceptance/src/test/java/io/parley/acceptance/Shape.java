package io.parley.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Compares an answer with the one that is shown: the same fields in the same order, the same values. Of what differs each
 * time (ids, times, tokens) only the kind must be the same; a text that ends with an ellipsis stands for all that begin so.
 */
final class Shape {

    private static final String ELLIPSIS = "…";

    private static final Map<String, Pattern> KINDS = Map.of(
            "an id", Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
            "a time", Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"),
            "a WhatsApp id", Pattern.compile("wamid\\.[A-Za-z0-9+/=]+"));

    private Shape() {}

    /** Returns what is wrong with {@code actual}; empty where it is like {@code shown}. */
    static List<String> differences(JsonNode shown, JsonNode actual) {
        var differences = new ArrayList<String>();
        compare("", shown, actual, differences);
        return differences;
    }

    private static void compare(String path, JsonNode shown, JsonNode actual, List<String> differences) {
        if (shown.isObject() && actual.isObject()) {
            var expected = List.copyOf(shown.propertyNames());
            var found = List.copyOf(actual.propertyNames());
            if (!expected.equals(found)) {
                differences.add(path + ": fields " + found + " (shown: " + expected + ")");
            }
            expected.forEach(name -> compare(path + "/" + name, shown.path(name), actual.path(name), differences));
        } else if (shown.isArray() && actual.isArray() && shown.size() == actual.size()) {
            for (var i = 0; i < shown.size(); i++) {
                compare(path + "/" + i, shown.get(i), actual.get(i), differences);
            }
        } else if (!alike(shown, actual)) {
            differences.add(path + ": " + actual + " (shown: " + shown + ")");
        }
    }

    private static boolean alike(JsonNode shown, JsonNode actual) {
        if (!shown.isString() || !actual.isString()) {
            return shown.equals(actual);
        }
        return alike(shown.stringValue(), actual.stringValue());
    }

    /** Compares two texts in the same way. */
    static boolean alike(String shown, String actual) {
        if (shown.endsWith(ELLIPSIS)) {
            return actual.startsWith(shown.substring(0, shown.length() - ELLIPSIS.length()));
        }
        for (var kind : KINDS.values()) {
            if (kind.matcher(shown).matches()) {
                return kind.matcher(actual).matches();
            }
        }
        return shown.equals(actual);
    }
}
