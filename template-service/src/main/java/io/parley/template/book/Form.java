package io.parley.template.book;

import io.parley.contract.TemplateChanged.ParameterFormat;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a template says.
 *
 * @param components Meta's own objects
 */
public record Form(ParameterFormat parameterFormat, ArrayNode components) {

    /** Where a sample file lies changes with each reading; what it says does not. */
    public boolean saysTheSameAs(Form other) {
        return parameterFormat == other.parameterFormat
                && withoutHandles(components).equals(withoutHandles(other.components));
    }

    private static JsonNode withoutHandles(JsonNode node) {
        var copy = node.deepCopy();
        copy.findParents("header_handle").forEach(parent -> ((ObjectNode) parent).remove("header_handle"));
        return copy;
    }

    /** Returns all of its text in lower case, one piece a line, for searching. */
    String words() {
        var words = new StringBuilder();
        collect(components, words);
        return words.toString().toLowerCase(Locale.ROOT);
    }

    private static void collect(JsonNode node, StringBuilder words) {
        if (node.path("text").isString()) {
            words.append(node.path("text").stringValue()).append('\n');
        }
        node.path("cards").forEach(card -> collect(card, words));
        node.path("buttons").forEach(button -> collect(button, words));
        node.path("components").forEach(component -> collect(component, words));
        if (node.isArray()) {
            node.forEach(one -> collect(one, words));
        }
    }
}
