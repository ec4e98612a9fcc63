package io.parley.conversation.inbox;

import io.parley.contract.ConversationUpdated;
import io.parley.contract.EventTypes;
import io.parley.contract.MessageEvent;
import io.parley.contract.Topics;
import io.parley.kit.event.Event;
import io.parley.kit.id.Ids;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The events about threads. Their ids are derived from thread and revision, so that a repetition is known as one. */
public final class ConversationEvents {

    private ConversationEvents() {}

    /** Tells of a thread's latest revision, which messages or other services have made. */
    public static Event updated(ConversationState state, @Nullable MessageEvent lastMessage) {
        return updated(state, lastMessage, null, null);
    }

    /** Tells of the latest revision, which {@code user} has made; {@code readThrough} where by reading. */
    public static Event updated(
            ConversationState state,
            @Nullable MessageEvent lastMessage,
            @Nullable UUID user,
            @Nullable UUID readThrough) {
        var id = Ids.derived(EventTypes.CONVERSATION_UPDATED, state.id(), state.revision());
        return Event.of(Topics.CONVERSATION_UPDATED, EventTypes.CONVERSATION_UPDATED, id, state.tenant(), state.id())
                .at(state.updatedAt())
                .carrying(new ConversationUpdated(
                        state.view(lastMessage),
                        state.changed(),
                        user,
                        readThrough,
                        state.revision(),
                        state.updatedAt()));
    }
}
