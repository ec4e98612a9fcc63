package io.parley.sandbox.graph;

import io.parley.sandbox.meta.GraphError;
import io.parley.sandbox.meta.GraphException;
import io.parley.sandbox.meta.MetaJson;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The {@code fields} parameter of a Graph request. */
record FieldSelection(Set<String> names) {

    /** The fields asked for, or the node's defaults where none are. */
    static FieldSelection of(@Nullable String fields, List<String> defaults) {
        var names = new LinkedHashSet<String>();
        if (fields != null) {
            for (var field :
                    fields.replaceAll("\\{[^{}]*}|\\.[a-z_]+\\([^)]*\\)", "").split(",", -1)) {
                if (!field.isBlank()) {
                    names.add(field.strip());
                }
            }
        }
        if (names.isEmpty()) {
            names.addAll(defaults);
        }
        names.add("id");
        return new FieldSelection(names);
    }

    /** The chosen part of the node; Graph refuses a field that its type does not have. */
    ObjectNode from(ObjectNode node, String nodeType) {
        var chosen = MetaJson.object();
        for (var name : names) {
            if (node.has(name)) {
                chosen.set(name, node.get(name));
            } else {
                throw new GraphException(GraphError.parameter(
                        "Tried accessing nonexisting field (" + name + ") on node type (" + nodeType + ")"));
            }
        }
        return chosen;
    }
}
