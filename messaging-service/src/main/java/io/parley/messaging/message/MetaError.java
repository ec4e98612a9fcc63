package io.parley.messaging.message;

import io.parley.contract.MessageError;
import io.parley.kit.database.CleanText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads Meta's error objects (Cloud API, "Error codes"), as answers, statuses and values carry them. */
public final class MetaError {

    private MetaError() {}

    /** Reads one error object; empty where it names no code. */
    public static Optional<MessageError> read(JsonNode error) {
        var code = error.path("code").asInt(-1);
        if (code < 0) {
            return Optional.empty();
        }
        var title =
                text(error.path("title")).or(() -> text(error.path("message"))).orElse("Error " + code);
        var said = text(error.path("error_data").path("details")).or(() -> text(error.path("message")));
        return Optional.of(new MessageError(Integer.toString(code), title, details(code, title, said)));
    }

    /** Says it plainly first, then in Meta's own words where the title does not say them already. */
    private static @Nullable String details(int code, String title, Optional<String> said) {
        var plain = PlainWords.of(code);
        if (plain.isEmpty()) {
            return said.orElse(null);
        }
        return said.filter(words -> !words.equals(title))
                .map(words -> plain.get() + ". WhatsApp says: " + words)
                .orElse(plain.get());
    }

    private static Optional<String> text(JsonNode node) {
        return node.isString() ? Optional.of(CleanText.of(node.stringValue())) : Optional.empty();
    }
}
