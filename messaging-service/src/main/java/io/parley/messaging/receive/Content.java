package io.parley.messaging.receive;

import io.parley.contract.MessageType;
import io.parley.kit.database.CleanText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a message says, in Parley's words; clean.
 *
 * @param file the file that it carries, which is still at WhatsApp
 */
record Content(MessageType type, ObjectNode body, @Nullable RemoteFile file) {

    /**
     * A file as its webhook names it.
     *
     * @param id Meta's
     * @param sha256 in hex, where the webhook tells
     */
    record RemoteFile(
            String id, @Nullable String filename, @Nullable String sha256) {}

    /** Returns an empty one to be filled. */
    static Content of(MessageType type) {
        return new Content(type, JsonNodeFactory.instance.objectNode(), null);
    }

    /** Keeps whole what Parley cannot show in its own words, with Meta's reason where it gives one. */
    static Content unsupported(JsonNode message) {
        var content = of(MessageType.UNSUPPORTED).with("raw", message);
        var error = message.path("errors").path(0);
        return error.isObject() ? content.with("error", error) : content;
    }

    /** Returns the same with a file. */
    Content carrying(RemoteFile carried) {
        return new Content(type, body, carried);
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
