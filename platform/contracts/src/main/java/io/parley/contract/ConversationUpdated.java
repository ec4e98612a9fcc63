package io.parley.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A conversation is no longer as it was. A batch of messages makes one such event for each conversation; statuses of
 * messages make none.
 *
 * @param conversation as it is now
 * @param changed the names of its fields that differ, and {@code notes} where one was written or removed
 * @param by the user who did it; null where a message or another service did
 * @param readThrough the newest message of the customer that {@code by} has read; only where somebody read it
 * @param revision grows with each change of the conversation; a reader may ignore an older one than it has seen
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConversationUpdated(
        Conversation conversation,
        List<String> changed,
        @Nullable UUID by,
        @Nullable UUID readThrough,
        long revision,
        Instant at) {

    public ConversationUpdated {
        changed = List.copyOf(changed);
    }
}
