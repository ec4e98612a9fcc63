package io.parley.analytics.fact;

import io.parley.analytics.fact.MessageFact.Key;
import io.parley.analytics.fact.Told.Closing;
import io.parley.analytics.fact.Told.Message;
import io.parley.analytics.fact.Told.Status;
import io.parley.analytics.fact.Turns.Thread;
import io.parley.kit.tenant.TenantContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Counts what is told, in a fixed number of round trips and one transaction with the facts that tell what was counted before.
 * The counters depend on the set of what was told alone: repetition and order change nothing.
 */
@Service
public class CountFacts {

    private final Turns turns;
    private final MessageFacts facts;
    private final EarlyStatuses early;
    private final Threads threads;
    private final Times times;
    private final Closings closings;
    private final Buckets buckets;
    private final TransactionOperations transaction;

    @SuppressWarnings("ParameterNumber")
    CountFacts(
            Turns turns,
            MessageFacts facts,
            EarlyStatuses early,
            Threads threads,
            Times times,
            Closings closings,
            Buckets buckets,
            TransactionOperations transaction) {
        this.turns = turns;
        this.facts = facts;
        this.early = early;
        this.threads = threads;
        this.times = times;
        this.closings = closings;
        this.buckets = buckets;
        this.transaction = transaction;
    }

    /** Counts {@code told}, whichever tenants it is of. */
    public void count(List<Told> told) {
        if (told.isEmpty()) {
            return;
        }
        var tenants = told.stream().map(Told::tenant).collect(Collectors.toSet());
        TenantContext.run(
                tenants,
                () -> transaction.executeWithoutResult(status -> {
                    turns.take(told.stream()
                            .map(one -> new Thread(one.tenant(), one.conversation()))
                            .collect(Collectors.toCollection(LinkedHashSet::new)));
                    turns.list(tenants);
                    countInTurn(told);
                }));
    }

    private void countInTurn(List<Told> told) {
        var keys = told.stream().flatMap(one -> key(one).stream()).collect(Collectors.toCollection(LinkedHashSet::new));
        var fold = new Fold(facts.find(keys), early.find(keys));
        var range = facts.range();
        var closed = new LinkedHashMap<List<Object>, Closing>();
        for (var one : told) {
            switch (one) {
                case Message message when range.includes(message.fact().createdAt()) -> fold.hear(message.fact());
                case Message message -> {} // older than anything that is kept, or of a time that no partition has yet
                case Status status -> fold.hear(status);
                case Closing closing
                when range.includes(closing.at()) ->
                    closed.put(List.of(closing.tenant(), closing.conversation(), closing.revision()), closing);
                case Closing closing -> {}
            }
        }
        save(fold, closed.values());
    }

    private void save(Fold fold, Collection<Closing> closed) {
        var tally = new Tally();
        var changed = fold.changed();
        var added = fold.added();
        changed.forEach(fact -> tally.change(fold.before(fact), fact));
        facts.save(changed);
        early.save(fold.changedEarly());
        early.forget(fold.settled());
        threads.move(added, tally);
        times.answers(added, tally);
        var happened = new ArrayList<>(closings.add(closed));
        added.stream()
                .filter(fact -> fact.kind() == MessageFact.Kind.ASKS)
                .map(fact -> new Times.Event(fact.tenant(), fact.conversation(), fact.createdAt(), -1))
                .forEach(happened::add);
        times.resolutions(happened, tally);
        buckets.add(tally);
    }

    private static List<Key> key(Told told) {
        return switch (told) {
            case Message message -> List.of(message.fact().key());
            case Status status -> List.of(new Key(status.tenant(), status.message()));
            case Closing closing -> List.of();
        };
    }
}
