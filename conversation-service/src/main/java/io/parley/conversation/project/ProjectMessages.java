package io.parley.conversation.project;

import io.parley.conversation.inbox.ConversationEvents;
import io.parley.conversation.inbox.ConversationState;
import io.parley.conversation.inbox.Conversations;
import io.parley.conversation.inbox.Conversations.Key;
import io.parley.conversation.inbox.Conversations.PersonKey;
import io.parley.conversation.inbox.Entry;
import io.parley.conversation.inbox.RecentMessages;
import io.parley.conversation.inbox.RecentMessages.Name;
import io.parley.conversation.inbox.UnreadMessages;
import io.parley.conversation.person.Customer;
import io.parley.conversation.person.Customers;
import io.parley.conversation.person.ErasedPeople;
import io.parley.conversation.person.Persons;
import io.parley.conversation.person.PhoneKey;
import io.parley.conversation.project.Fact.Said;
import io.parley.kit.event.Event;
import io.parley.kit.tenant.TenantContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Adds facts about messages to their threads, in a fixed number of round trips and one transaction. The result depends on
 * the set of facts alone: repetition and order change nothing, nor does a replay undo what agents did.
 */
@Service
class ProjectMessages {

    private final Conversations conversations;
    private final RecentMessages recent;
    private final UnreadMessages unread;
    private final Customers customers;
    private final Persons persons;
    private final ErasedPeople erased;
    private final TransactionOperations transaction;

    @SuppressWarnings("ParameterNumber")
    ProjectMessages(
            Conversations conversations,
            RecentMessages recent,
            UnreadMessages unread,
            Customers customers,
            Persons persons,
            ErasedPeople erased,
            TransactionOperations transaction) {
        this.conversations = conversations;
        this.recent = recent;
        this.unread = unread;
        this.customers = customers;
        this.persons = persons;
        this.erased = erased;
        this.transaction = transaction;
    }

    /** Applies {@code facts}, whichever tenants they belong to; returns one event for each thread that is no longer as it was. */
    List<Event> project(List<Fact> facts) {
        var tenants = facts.stream().map(Fact::tenant).collect(Collectors.toSet());
        return TenantContext.call(tenants, () -> transaction.execute(status -> apply(facts)));
    }

    private List<Event> apply(List<Fact> all) {
        conversations.lockPeople(people(said(all), heard(said(all))));
        var facts = withoutErased(all); // with the people locked: whoever erases them locks them too
        if (facts.isEmpty()) {
            return List.of();
        }
        var batch = load(facts);
        facts.forEach(batch::hear);
        batch.conclude();
        var overlong = batch.overlong();
        recent.save(batch.changedEntries());
        unread.add(batch.unread());
        unread.settle(batch.threads());
        var newest = end(batch);
        show(batch);
        var events = conclude(batch, newest);
        recent.trim(overlong);
        return events;
    }

    private Batch load(List<Fact> facts) {
        var heard = heard(said(facts));
        customers.hear(heard);
        Set<Key> threads = facts.stream().map(Fact::thread).collect(Collectors.toCollection(LinkedHashSet::new));
        threads.addAll(conversations.with(heard.stream()
                .map(one -> new PersonKey(one.tenant(), one.id(), null, null))
                .toList()));
        conversations.lockThreads(threads);
        var names = facts.stream().map(fact -> Name.of(fact.entry())).distinct().toList();
        return new Batch(conversations.find(threads), recent.find(names));
    }

    private static List<Said> said(List<Fact> facts) {
        return facts.stream()
                .filter(Said.class::isInstance)
                .map(Said.class::cast)
                .toList();
    }

    private static List<Customer> heard(List<Said> said) {
        return said.stream()
                .filter(one -> one.message().profile() != null)
                .map(one -> Customer.of(
                        one.tenant(),
                        Objects.requireNonNull(one.message().profile()),
                        null,
                        one.message().createdAt()))
                .toList();
    }

    private List<Fact> withoutErased(List<Fact> facts) {
        var gone = erased.areErased(facts.stream().map(Fact::subject).toList());
        return IntStream.range(0, facts.size())
                .filter(i -> !gone.get(i))
                .mapToObj(facts::get)
                .toList();
    }

    private static List<PersonKey> people(List<Said> said, List<Customer> heard) {
        var people = new ArrayList<PersonKey>();
        for (var one : said) {
            var end = one.otherEnd();
            if (end != null) {
                var isPhone = end.startsWith("+");
                people.add(new PersonKey(one.tenant(), null, isPhone ? PhoneKey.of(end) : null, isPhone ? null : end));
            }
        }
        for (var one : heard) {
            people.add(new PersonKey(one.tenant(), one.id(), PhoneKey.of(one.phoneNumber()), one.userId()));
        }
        return people;
    }

    private Map<Key, Entry> end(Batch batch) {
        var keys = batch.threads().stream()
                .map(thread -> new Key(thread.tenant(), thread.id()))
                .toList();
        var newest = new HashMap<Key, Entry>();
        recent.newest(keys).forEach(entry -> newest.put(new Key(entry.tenant(), entry.conversation()), entry));
        for (var thread : batch.threads()) {
            var last = newest.get(new Key(thread.tenant(), thread.id()));
            if (last != null) {
                thread.end(last.id(), last.createdAt());
            }
        }
        return newest;
    }

    private void show(Batch batch) {
        var found = persons.find(
                batch.threads().stream().map(ConversationState::named).collect(Collectors.toSet()));
        for (var thread : batch.threads()) {
            thread.show(Objects.requireNonNull(found.get(thread.named())));
        }
    }

    private List<Event> conclude(Batch batch, Map<Key, Entry> newest) {
        var changed = new ArrayList<ConversationState>();
        var events = new ArrayList<Event>();
        for (var thread : batch.threads()) {
            var key = new Key(thread.tenant(), thread.id());
            var before = thread.revision();
            if (thread.conclude(batch.isEdited(thread) ? List.of("lastMessage") : List.of())) {
                changed.add(thread);
            }
            if (thread.revision() != before || batch.isNews(key)) {
                var last = newest.get(key);
                events.add(ConversationEvents.updated(thread, last == null ? null : last.message()));
            }
        }
        conversations.save(changed);
        return events;
    }
}
