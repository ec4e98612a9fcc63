package io.parley.conversation.project;

import io.parley.contract.MessageStatus;
import io.parley.conversation.inbox.ConversationState;
import io.parley.conversation.inbox.Conversations.Key;
import io.parley.conversation.inbox.Entry;
import io.parley.conversation.inbox.Mark;
import io.parley.conversation.inbox.RecentMessages.Name;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The threads and messages of one batch while facts are added to them. */
final class Batch {

    private static final int TRIM_AFTER = 50;

    private final Map<Key, ConversationState> threads = new LinkedHashMap<>();
    private final Map<Name, Entry> known = new HashMap<>();
    private final Map<Name, Entry> entries = new LinkedHashMap<>();
    private final List<Name> fromCustomers = new ArrayList<>();
    private final Set<Name> edited = new HashSet<>();
    private final Set<Key> news = new HashSet<>();

    Batch(Collection<ConversationState> threads, Collection<Entry> known) {
        threads.forEach(thread -> this.threads.put(new Key(thread.tenant(), thread.id()), thread));
        known.forEach(entry -> this.known.put(Name.of(entry), entry));
        this.entries.putAll(this.known);
    }

    /** Adds what a fact tells. */
    void hear(Fact fact) {
        var name = Name.of(fact.entry());
        entries.merge(name, fact.entry(), Entry::and);
        if (fact.isNews()) {
            news.add(fact.thread());
        }
        if (!(fact instanceof Fact.Said said)) {
            return;
        }
        var thread =
                threads.computeIfAbsent(said.thread(), key -> ConversationState.begin(said.tenant(), said.message()));
        thread.hear(said.message(), said.otherEnd());
        if (said.message().profile() != null) {
            thread.belongTo(said.message().profile().customerId());
        }
        if (said.isFromCustomer()) {
            fromCustomers.add(name);
        }
        if (said.kind() == Fact.Kind.CHANGED) {
            edited.add(name);
        }
    }

    /** Lets threads know what their customers wrote and what of it was read, now that all is heard. */
    void conclude() {
        for (var name : fromCustomers) {
            var thread = threads.get(new Key(name.tenant(), name.conversation()));
            var entry = entries.get(name);
            if (thread != null && entry != null) {
                thread.hearCustomer(name.id(), entry.mark());
            }
        }
        for (var entry : entries.values()) {
            var thread = threads.get(new Key(entry.tenant(), entry.conversation()));
            if (thread != null
                    && entry.inbound()
                    && entry.status() == MessageStatus.READ
                    && entry.position() != Mark.UNKNOWN) {
                thread.read(entry.mark());
            }
        }
    }

    Collection<ConversationState> threads() {
        return threads.values();
    }

    /** Returns the messages that are not on record as they are now. */
    List<Entry> changedEntries() {
        return entries.values().stream()
                .filter(entry -> !entry.equals(known.get(Name.of(entry))))
                .toList();
    }

    /** Returns the customers' messages that come after what their threads have read. */
    List<Entry> unread() {
        return fromCustomers.stream()
                .distinct()
                .map(entries::get)
                .filter(entry -> {
                    var thread = threads.get(new Key(entry.tenant(), entry.conversation()));
                    return thread != null
                            && thread.read()
                                    .filter(mark -> entry.mark().compareTo(mark) <= 0)
                                    .isEmpty();
                })
                .toList();
    }

    /** Returns the threads whose recent messages have become many. */
    List<Key> overlong() {
        var added = new HashMap<Key, Integer>();
        for (var entry : entries.values()) {
            if (!known.containsKey(Name.of(entry))) {
                added.merge(new Key(entry.tenant(), entry.conversation()), 1, Integer::sum);
            }
        }
        return added.entrySet().stream()
                .filter(one -> {
                    var thread = threads.get(one.getKey());
                    return thread != null && thread.addRecent(one.getValue(), TRIM_AFTER);
                })
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether the thread's newest message reads otherwise than before. */
    boolean isEdited(ConversationState thread) {
        var name = new Name(thread.tenant(), thread.id(), thread.lastMessageId());
        return edited.contains(name) && !bodyOf(entries.get(name)).equals(bodyOf(known.get(name)));
    }

    /** Whether facts about the thread may have changed it before without its being told. */
    boolean isNews(Key thread) {
        return news.contains(thread);
    }

    private static String bodyOf(@Nullable Entry entry) {
        return entry == null || entry.body() == null ? "" : entry.body();
    }
}
