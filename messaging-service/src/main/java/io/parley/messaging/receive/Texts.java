package io.parley.messaging.receive;

import io.parley.kit.database.CleanText;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads short texts: ids, names, numbers. Meta writes ids as text or as numbers, here so and there so. */
final class Texts {

    /** Several times what Meta's longest ids and names have; more would not fit into an index. */
    private static final int LONGEST = 500;

    private Texts() {}

    /** Returns a text that is not empty, clean; a whole number as text; empty for anything else. */
    static Optional<String> read(JsonNode node) {
        if (node.isIntegralNumber()) {
            return Optional.of(node.asString()).filter(text -> text.length() <= LONGEST);
        }
        return node.isString()
                        && !node.stringValue().isEmpty()
                        && node.stringValue().length() <= LONGEST
                ? Optional.of(CleanText.of(node.stringValue()))
                : Optional.empty();
    }
}
