package io.parley.messaging.receive;

import io.parley.contract.MessageType;
import io.parley.kit.database.CleanText;
import io.parley.kit.json.Json;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads what a customer chose: a button, a row of a list, a filled form. */
final class InteractiveContent {

    private InteractiveContent() {}

    /** Reads {@code interactive}, which WhatsApp sometimes leaves out altogether. */
    static Optional<Content> read(JsonNode message) {
        var interactive = message.path("interactive");
        var type = interactive.path("type").asString("");
        var reply = interactive.path(type);
        if (type.isEmpty() || !reply.isObject()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (type) {
                    case "button_reply", "list_reply" ->
                        of(type).with("id", reply.path("id"))
                                .with("title", reply.path("title"))
                                .with("description", reply.path("description"));
                    case "nfm_reply" ->
                        of("flow_reply")
                                .with("id", reply.path("name"))
                                .with("title", reply.path("body"))
                                .with("data", form(reply.path("response_json")));
                    default -> of(type).with("data", reply);
                });
    }

    /** Reads Meta's {@code button}: a quick reply under a template, which has no id but a payload. */
    static Optional<Content> templateButton(JsonNode message) {
        var button = message.path("button");
        return button.isObject()
                ? Optional.of(of("template_button")
                        .with("payload", button.path("payload"))
                        .with("title", button.path("text")))
                : Optional.empty();
    }

    private static Content of(String kind) {
        return Content.of(MessageType.INTERACTIVE).with("kind", CleanText.of(kind));
    }

    /** A form's answers are JSON in a text; what is none stays a text. */
    private static JsonNode form(JsonNode text) {
        if (!text.isString()) {
            return text;
        }
        try {
            return Json.events().readTree(text.stringValue());
        } catch (JacksonException e) {
            return text;
        }
    }
}
