package io.parley.messaging.receive;

import io.parley.contract.MessageType;
import io.parley.messaging.message.CleanText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a message says, in Parley's words; clean. */
record Content(MessageType type, ObjectNode body) {

    /** Returns an empty one to be filled. */
    static Content of(MessageType type) {
        return new Content(type, JsonNodeFactory.instance.objectNode());
    }

    /** Keeps whole what Parley cannot show in its own words, with Meta's reason where it gives one. */
    static Content unsupported(JsonNode message) {
        var content = of(MessageType.UNSUPPORTED).with("raw", message);
        var error = message.path("errors").path(0);
        return error.isObject() ? content.with("error", error) : content;
    }

    /** Adds a field, unless Meta left it out. */
    Content with(String field, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull()) {
            body.set(field, CleanText.of(value));
        }
        return this;
    }

    /** Adds a field of Parley's own. */
    Content with(String field, String value) {
        body.put(field, value);
        return this;
    }
}
