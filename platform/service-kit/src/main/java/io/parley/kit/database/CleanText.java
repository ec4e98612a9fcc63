package io.parley.kit.database;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes text fit for PostgreSQL, which stores neither U+0000 nor half a surrogate pair: each becomes U+FFFD. Without it
 * one such character would fail its whole batch for as long as WhatsApp retries.
 */
public final class CleanText {

    private static final char REPLACEMENT = '\uFFFD';

    private CleanText() {}

    /** Returns {@code text} itself where nothing is wrong with it. */
    public static String of(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (isUnfit(text, i)) {
                return replaced(text);
            }
            if (Character.isHighSurrogate(text.charAt(i))) {
                i++;
            }
        }
        return text;
    }

    /** Returns a copy of {@code node} in which every text and every field name is clean. */
    public static JsonNode of(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                var copy = JsonNodeFactory.instance.objectNode();
                object.properties().forEach(field -> copy.set(of(field.getKey()), of(field.getValue())));
                yield copy;
            }
            case ArrayNode array -> {
                var copy = JsonNodeFactory.instance.arrayNode(array.size());
                array.forEach(element -> copy.add(of(element)));
                yield copy;
            }
            default -> node.isString() ? JsonNodeFactory.instance.stringNode(of(node.stringValue())) : node;
        };
    }

    private static String replaced(String text) {
        var clean = new StringBuilder(text);
        for (var i = 0; i < clean.length(); i++) {
            if (isUnfit(clean, i)) {
                clean.setCharAt(i, REPLACEMENT);
            } else if (Character.isHighSurrogate(clean.charAt(i))) {
                i++;
            }
        }
        return clean.toString();
    }

    private static boolean isUnfit(CharSequence text, int place) {
        var character = text.charAt(place);
        if (character == 0 || Character.isLowSurrogate(character)) {
            return true;
        }
        return Character.isHighSurrogate(character)
                && (place + 1 == text.length() || !Character.isLowSurrogate(text.charAt(place + 1)));
    }
}
