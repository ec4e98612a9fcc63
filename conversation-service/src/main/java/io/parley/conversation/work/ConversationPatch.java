package io.parley.conversation.work;

import io.parley.contract.ConversationStatus;
import io.parley.kit.database.CleanText;
import io.parley.kit.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What PATCH /api/conversations/:id may say; what is absent stays.
 *
 * @param assignedTo a user's id, or null for nobody
 * @param version what the caller believes the conversation's version to be; checked where it is given
 */
record ConversationPatch(
        @Nullable ConversationStatus status,
        @Nullable JsonNode assignedTo,
        @Nullable List<String> tags,
        @Nullable Integer version) {

    private static final int MOST_TAGS = 20;
    private static final int LONGEST_TAG = 50;

    boolean assigns() {
        return assignedTo != null;
    }

    /** Returns to whom; empty for nobody. Throws {@link ProblemException} for what is no id. */
    Optional<UUID> assignee() {
        if (assignedTo == null || assignedTo.isNull()) {
            return Optional.empty();
        }
        try {
            var text = assignedTo.isString() ? assignedTo.stringValue() : "";
            var id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) {
                return Optional.of(id);
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw ProblemException.ofField("assignedTo", "must be the id of a user, or null");
    }

    /** Returns the tags, trimmed, each once, in their order. Throws {@link ProblemException} where there is something wrong. */
    Optional<List<String>> cleanTags() {
        if (tags == null) {
            return Optional.empty();
        }
        var clean = new ArrayList<String>();
        for (var i = 0; i < tags.size(); i++) {
            @Nullable String tag = tags.get(i);
            var text = tag == null ? "" : CleanText.of(tag).strip();
            if (text.isEmpty() || text.codePointCount(0, text.length()) > LONGEST_TAG) {
                throw ProblemException.ofField("tags[" + i + "]", "must be 1 to " + LONGEST_TAG + " characters");
            }
            if (!clean.contains(text)) {
                clean.add(text);
            }
        }
        if (clean.size() > MOST_TAGS) {
            throw ProblemException.ofField("tags", "must be at most " + MOST_TAGS);
        }
        return Optional.of(clean);
    }
}
