package io.parley.analytics.fact;

import io.parley.analytics.fact.MessageFact.Key;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of the messages of one batch while more is told of them. Order and repetition change nothing. */
final class Fold {

    private final Map<Key, MessageFact> known = new HashMap<>();
    private final Map<Key, MessageFact> facts = new LinkedHashMap<>();
    private final Map<Key, EarlyStatus> knownEarly = new HashMap<>();
    private final Map<Key, EarlyStatus> early = new LinkedHashMap<>();

    Fold(Collection<MessageFact> known, Collection<EarlyStatus> early) {
        known.forEach(fact -> this.known.put(fact.key(), fact));
        facts.putAll(this.known);
        early.forEach(status -> this.knownEarly.put(status.key(), status));
        this.early.putAll(this.knownEarly);
    }

    /** A message. */
    void hear(MessageFact told) {
        var heard = early.remove(told.key());
        var fact = facts.getOrDefault(told.key(), told).and(told.progress(), told.accepted());
        facts.put(told.key(), heard == null ? fact : fact.and(heard.progress(), heard.accepted()));
    }

    /** A message's status. */
    void hear(Told.Status told) {
        var key = new Key(told.tenant(), told.message());
        var fact = facts.get(key);
        if (fact != null) {
            facts.put(key, fact.and(told.progress(), told.accepted()));
            return;
        }
        early.merge(
                key,
                new EarlyStatus(told.tenant(), told.message(), told.progress(), told.accepted()),
                EarlyStatus::and);
    }

    /** Returns how the message was on record before. */
    @Nullable
    MessageFact before(MessageFact fact) {
        return known.get(fact.key());
    }

    /** Returns the messages that are not on record as they are now. */
    List<MessageFact> changed() {
        return facts.values().stream()
                .filter(fact -> !fact.equals(known.get(fact.key())))
                .toList();
    }

    /** Returns the messages that were not on record at all. */
    List<MessageFact> added() {
        return facts.values().stream()
                .filter(fact -> !known.containsKey(fact.key()))
                .toList();
    }

    /** Returns statuses that wait for their message, as far as they are not on record as they are now. */
    List<EarlyStatus> changedEarly() {
        return early.values().stream()
                .filter(status -> !status.equals(knownEarly.get(status.key())))
                .toList();
    }

    /** Returns the messages whose statuses were waiting and wait no more. */
    List<Key> settled() {
        return knownEarly.keySet().stream()
                .filter(key -> !early.containsKey(key))
                .toList();
    }
}
