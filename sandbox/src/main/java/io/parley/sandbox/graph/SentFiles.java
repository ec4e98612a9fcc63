package io.parley.sandbox.graph;

import io.parley.sandbox.account.BusinessNumber;
import io.parley.sandbox.media.ContentRules;
import io.parley.sandbox.media.MediaShelf;
import io.parley.sandbox.meta.GraphError;
import io.parley.sandbox.meta.GraphException;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Sees to it that a message's files are held for its number, wherever in the message they are named. */
@Component
class SentFiles {

    private static final Set<String> KINDS = Set.of("image", "video", "audio", "document", "sticker");

    private final MediaShelf shelf;

    SentFiles(MediaShelf shelf) {
        this.shelf = shelf;
    }

    /** Ends the request with Meta's error for the first file that is not there, or is not what it is sent as. */
    void check(BusinessNumber number, JsonNode body) {
        for (var field : body.properties()) {
            var value = field.getValue();
            if (KINDS.contains(field.getKey()) && value.path("id").isString()) {
                check(number, field.getKey(), value.path("id").stringValue());
            }
            check(number, value);
        }
        if (body.isArray()) {
            body.forEach(element -> check(number, element));
        }
    }

    private void check(BusinessNumber number, String kind, String id) {
        var file = shelf.find(id)
                .filter(one -> one.phoneNumberId().equals(number.id()))
                .orElseThrow(() -> new GraphException(GraphError.invalid(
                        "Media id " + id + " of param " + kind + " does not exist for this number")));
        ContentRules.objectionTo(kind, file).ifPresent(objection -> {
            throw new GraphException(GraphError.of(131053, objection));
        });
    }
}
