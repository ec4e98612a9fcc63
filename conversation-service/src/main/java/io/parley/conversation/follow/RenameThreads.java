package io.parley.conversation.follow;

import io.parley.conversation.inbox.ConversationEvents;
import io.parley.conversation.inbox.ConversationState;
import io.parley.conversation.inbox.Conversations;
import io.parley.conversation.inbox.Conversations.Key;
import io.parley.conversation.inbox.Conversations.PersonKey;
import io.parley.conversation.inbox.Entry;
import io.parley.conversation.inbox.RecentMessages;
import io.parley.conversation.person.Persons;
import io.parley.kit.event.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Shows people in their threads as they are known now. */
@Service
class RenameThreads {

    private static final Set<String> OWN = Set.of("phoneNumber", "userId", "contactName", "contactId", "mergedInto");

    private final Conversations conversations;
    private final RecentMessages recent;
    private final Persons persons;

    RenameThreads(Conversations conversations, RecentMessages recent, Persons persons) {
        this.conversations = conversations;
        this.recent = recent;
        this.persons = persons;
    }

    /** Brings the threads with {@code people}, who must be locked, up to date; returns an event for each that was not. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Event> rename(Collection<PersonKey> people) {
        var keys = conversations.with(people);
        if (keys.isEmpty()) {
            return List.of();
        }
        conversations.lockThreads(keys);
        var threads = conversations.find(keys);
        var found = persons.find(threads.stream().map(ConversationState::named).collect(Collectors.toSet()));
        var changed = new ArrayList<ConversationState>();
        for (var thread : threads) {
            thread.show(Objects.requireNonNull(found.get(thread.named())));
            if (thread.conclude(List.of())) {
                changed.add(thread);
            }
        }
        conversations.save(changed);
        return tell(threads.stream().filter(RenameThreads::isOurs).toList());
    }

    /** What changed last is told again when a record comes again: a crash may have come before it was told. */
    private static boolean isOurs(ConversationState thread) {
        return !Collections.disjoint(thread.changed(), OWN);
    }

    private List<Event> tell(List<ConversationState> threads) {
        var newest =
                recent
                        .newest(threads.stream()
                                .map(thread -> new Key(thread.tenant(), thread.id()))
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(
                                entry -> new Key(entry.tenant(), entry.conversation()), Function.identity()));
        return threads.stream()
                .map(thread -> {
                    Entry last = newest.get(new Key(thread.tenant(), thread.id()));
                    return ConversationEvents.updated(thread, last == null ? null : last.message());
                })
                .toList();
    }
}
