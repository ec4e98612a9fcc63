package io.parley.sandbox.template;

import io.parley.sandbox.meta.MetaJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A template as Meta has it. */
public record HeldTemplate(
        String id,
        String account,
        String name,
        String language,
        String category,
        String parameterFormat,
        ArrayNode components,
        State state) {

    /** How it stands. */
    public record State(
            String status,
            @Nullable String reason,
            @Nullable String quality) {}

    HeldTemplate being(State newState) {
        return new HeldTemplate(id, account, name, language, category, parameterFormat, components, newState);
    }

    HeldTemplate inCategory(String newCategory) {
        return new HeldTemplate(id, account, name, language, newCategory, parameterFormat, components, state);
    }

    HeldTemplate saying(ArrayNode newComponents) {
        return new HeldTemplate(id, account, name, language, category, parameterFormat, newComponents, state);
    }

    /** The node of it in the graph. */
    public ObjectNode node() {
        var node = MetaJson.object();
        node.put("id", id).put("name", name).put("language", language).put("category", category);
        node.put("status", state.status()).put("parameter_format", parameterFormat);
        node.put("rejected_reason", state.reason() == null ? "NONE" : state.reason());
        node.putObject("quality_score").put("score", state.quality() == null ? "UNKNOWN" : state.quality());
        node.set("components", components);
        return node;
    }
}
