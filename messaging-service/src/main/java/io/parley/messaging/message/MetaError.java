package io.parley.messaging.message;

import io.parley.contract.MessageError;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads Meta's error objects (Cloud API, "Error codes"), as answers, statuses and values carry them. */
public final class MetaError {

    /** What Meta says in terms of its own system, said in terms of the reader's. */
    private static final Map<Integer, String> PLAIN_WORDS = Map.of(
            131047,
            "More than 24 hours have passed since the customer last wrote; send a template instead",
            131026,
            "The message could not be delivered; the recipient may not be on WhatsApp",
            131049,
            "WhatsApp chose not to deliver this marketing message now",
            131050,
            "The customer has stopped marketing messages from this business",
            190,
            "The access token is invalid or has expired");

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
        var details = Optional.ofNullable(PLAIN_WORDS.get(code)).or(() -> said).orElse(null);
        return Optional.of(new MessageError(Integer.toString(code), title, details));
    }

    private static Optional<String> text(JsonNode node) {
        return node.isString() ? Optional.of(CleanText.of(node.stringValue())) : Optional.empty();
    }
}
