package io.parley.conversation.work;

import io.parley.contract.Conversation;
import io.parley.contract.ConversationStatus;
import io.parley.contract.MessageEvent;
import io.parley.conversation.ConversationError;
import io.parley.conversation.inbox.ConversationEvents;
import io.parley.conversation.inbox.ConversationState;
import io.parley.conversation.inbox.Conversations;
import io.parley.conversation.inbox.Conversations.Key;
import io.parley.conversation.inbox.Entry;
import io.parley.conversation.inbox.RecentMessages;
import io.parley.conversation.inbox.UnreadMessages;
import io.parley.conversation.person.Users;
import io.parley.kit.outbox.Outbox;
import io.parley.kit.security.Caller;
import io.parley.kit.web.ProblemException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes a thread for an agent. Agents take turns at the row, and each changes only what the patch names, so that no two
 * of them undo each other unknowingly; who wants to be sure says the version that the decision was made on.
 */
@Service
class WorkOnConversation {

    private final Conversations conversations;
    private final Assignments assignments;
    private final Users users;
    private final Reading reading;
    private final Outbox outbox;
    private final Clock clock;

    WorkOnConversation(
            Conversations conversations,
            Assignments assignments,
            Users users,
            Reading reading,
            Outbox outbox,
            Clock clock) {
        this.conversations = conversations;
        this.assignments = assignments;
        this.users = users;
        this.reading = reading;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Applies a patch and returns the conversation as it is then. */
    @Transactional
    public Conversation patch(Caller caller, UUID id, ConversationPatch patch) {
        var tags = patch.cleanTags();
        var assignee = patch.assignee();
        var state = find(caller, id);
        if (patch.version() != null && patch.version() != state.version()) {
            throw ProblemException.of(
                    ConversationError.CONVERSATION_CHANGED,
                    "The conversation was changed meanwhile; its version is " + state.version());
        }
        if (patch.assigns()) {
            assign(caller, state, assignee.orElse(null));
        }
        tags.ifPresent(state::tag);
        if (patch.status() == ConversationStatus.CLOSED) {
            state.close();
        } else if (patch.status() == ConversationStatus.OPEN) {
            state.open();
        }
        return conclude(caller, state, List.of(), null);
    }

    /** Marks as read what the customer wrote so far, and returns the conversation as it is then. */
    @Transactional
    public Conversation read(Caller caller, UUID id) {
        var state = find(caller, id);
        var through = state.readAll();
        reading.settle(state);
        return conclude(caller, state, List.of(), through.orElse(null));
    }

    /** Lets others know that the notes of a thread have changed. */
    @Transactional
    public void notesChanged(Caller caller, UUID id) {
        conclude(caller, find(caller, id), List.of("notes"), null);
    }

    private ConversationState find(Caller caller, UUID id) {
        return conversations.find(caller.tenant(), id).orElseThrow(ProblemException::notFound);
    }

    private void assign(Caller caller, ConversationState state, @Nullable UUID user) {
        if (user != null && !user.equals(state.assignedTo()) && !users.isActive(caller.tenant(), user)) {
            throw ProblemException.ofField("assignedTo", "is not an active user of yours");
        }
        if (state.assign(user)) {
            assignments.add(caller, state.id(), user, clock.instant());
        }
    }

    private Conversation conclude(
            Caller caller, ConversationState state, List<String> more, @Nullable UUID readThrough) {
        var before = state.revision();
        var differs = state.conclude(more);
        var last = reading.newest(state);
        if (state.revision() != before) {
            state.touch(clock.instant().truncatedTo(ChronoUnit.MILLIS));
            outbox.add(ConversationEvents.updated(state, last, caller.user(), readThrough));
        }
        if (differs) {
            conversations.save(List.of(state));
        }
        return state.view(last);
    }

    /** The messages of a thread as far as agents' work concerns them. */
    @Service
    static class Reading {

        private final RecentMessages recent;
        private final UnreadMessages unread;

        Reading(RecentMessages recent, UnreadMessages unread) {
            this.recent = recent;
            this.unread = unread;
        }

        void settle(ConversationState state) {
            unread.settle(List.of(state));
        }

        @Nullable
        MessageEvent newest(ConversationState state) {
            return recent.newest(List.of(new Key(state.tenant(), state.id()))).stream()
                    .findFirst()
                    .map(Entry::message)
                    .orElse(null);
        }
    }
}
