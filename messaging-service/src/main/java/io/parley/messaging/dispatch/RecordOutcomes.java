package io.parley.messaging.dispatch;

import io.parley.contract.MessageError;
import io.parley.contract.MessageEvent;
import io.parley.contract.MessageStatus;
import io.parley.contract.StatusChanged;
import io.parley.contract.TenantId;
import io.parley.kit.event.Event;
import io.parley.kit.outbox.Outbox;
import io.parley.kit.tenant.TenantContext;
import io.parley.messaging.message.MessageEvents;
import io.parley.messaging.message.SendError;
import io.parley.messaging.message.Statuses;
import io.parley.messaging.number.NumberHolds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Writes what came of sends: for a whole batch one transaction, a fixed number of round trips, and the events with it. */
@Service
class RecordOutcomes {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final OutcomeStore store;
    private final Statuses statuses;
    private final Outbox outbox;
    private final TransactionOperations transaction;
    private final DispatchProperties properties;
    private final Clock clock;

    RecordOutcomes(
            OutcomeStore store,
            Statuses statuses,
            Outbox outbox,
            TransactionOperations transaction,
            DispatchProperties properties,
            Clock clock) {
        this.store = store;
        this.statuses = statuses;
        this.outbox = outbox;
        this.transaction = transaction;
        this.properties = properties;
        this.clock = clock;
    }

    /** Writes {@code outcomes}; a status that arrived before its send was answered is taken into account. */
    void record(List<Outcome> outcomes) {
        var tenants =
                outcomes.stream().map(one -> one.outgoing().claim().tenant()).collect(Collectors.toSet());
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        TenantContext.run(
                tenants,
                () -> transaction.executeWithoutResult(status -> {
                    outbox.add(store.learnRecipients(outcomes, now));
                    write(sort(outcomes, now), now);
                }));
    }

    /** Gives up waiting for answers: claims of dead processes become uncertain, old uncertain ones are reported. Held numbers are tried again. */
    void settleOverdue() {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        store.probe(now);
        var lost = store.claimsBefore(now.minus(properties.lease()));
        if (!lost.isEmpty()) {
            within(lost, () -> store.markUncertain(lost, now));
        }
        var overdue = store.uncertainBefore(now.minus(properties.outcomeTimeout()));
        if (!overdue.isEmpty()) {
            within(overdue, () -> {
                var failures = overdue.stream()
                        .map(one -> new Failure(one.tenant(), one.id(), SendError.OUTCOME_UNKNOWN))
                        .toList();
                outbox.add(changes(store.fail(failures, now, "UNCERTAIN"), now));
            });
        }
    }

    private void within(List<Key> keys, Runnable work) {
        var tenants = keys.stream().map(Key::tenant).collect(Collectors.toSet());
        TenantContext.run(tenants, () -> transaction.executeWithoutResult(status -> work.run()));
    }

    private Sorted sort(List<Outcome> outcomes, Instant now) {
        var sorted = new Sorted(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new LinkedHashMap<>(),
                new LinkedHashSet<>());
        for (var one : outcomes) {
            var claim = one.outgoing().claim();
            switch (one.result()) {
                case SendOutcome.Accepted accepted -> {
                    sorted.accepted.add(new Acceptance(claim.tenant(), claim.message(), accepted.wamid()));
                    sorted.sending.add(numberOf(one));
                }
                case SendOutcome.Refused(var error) ->
                    sorted.failed.add(new Failure(claim.tenant(), claim.message(), error));
                case SendOutcome.Lost() -> {}
                case SendOutcome.Unknown() -> sorted.uncertain.add(new Key(claim.tenant(), claim.message()));
                case SendOutcome.Held(var error, var state) -> {
                    sorted.later.add(new Retry(claim.tenant(), claim.message(), now, error));
                    var number = numberOf(one);
                    sorted.holds.put(number, new NumberHolds.Hold(number, state, error));
                }
                case SendOutcome.NotReached(var error, var after) ->
                    tryAgain(sorted, claim, new SendOutcome.NotNow(error, after), now);
                case SendOutcome.NotNow later -> tryAgain(sorted, claim, later, now);
            }
        }
        return sorted;
    }

    private void tryAgain(Sorted sorted, Claim claim, SendOutcome.NotNow later, Instant now) {
        if (claim.queuedAt().plus(properties.giveUpAfter()).isBefore(now)) {
            sorted.failed.add(new Failure(claim.tenant(), claim.message(), later.error()));
        } else {
            var due = now.plus(pause(later.after(), later.growth(), claim.attempts()));
            sorted.later.add(new Retry(claim.tenant(), claim.message(), due, later.error()));
        }
    }

    private void write(Sorted sorted, Instant now) {
        var events = new ArrayList<Event>();
        if (sorted.isMixed()) {
            store.lock(sorted.messages());
        }
        var sent = store.accept(sorted.accepted, now);
        sent.forEach(one -> events.add(MessageEvents.sent(one.tenant(), one.message())));
        events.addAll(changes(sent, now));
        events.addAll(changes(store.fail(sorted.failed, now, "SENDING"), now));
        store.markUncertain(sorted.uncertain, now);
        store.postpone(sorted.later, now);
        store.settle(sorted.sending, sorted.holds.values(), now).forEach(one -> events.add(NumberEvents.of(one)));
        outbox.add(events);
        outbox.add(early(sorted.accepted));
    }

    /** Statuses that named a wamid before anybody knew it. */
    private List<Event> early(List<Acceptance> accepted) {
        var wamids = new HashMap<TenantId, List<String>>();
        accepted.forEach(one -> wamids.computeIfAbsent(one.tenant(), tenant -> new ArrayList<>())
                .add(one.wamid()));
        return wamids.isEmpty()
                ? List.of()
                : statuses.applyEarly(wamids).stream()
                        .flatMap(verdict -> verdict.moved().stream()
                                .map(moved -> MessageEvents.statusChanged(
                                        verdict.report().key().tenant(), moved)))
                        .toList();
    }

    private static List<Event> changes(List<Moved> moved, Instant now) {
        return moved.stream()
                .map(one -> MessageEvents.statusChanged(
                        one.tenant(),
                        new StatusChanged(
                                one.message().id(),
                                one.message().conversationId(),
                                one.message().whatsappId(),
                                MessageStatus.QUEUED,
                                one.message().status(),
                                now,
                                one.message().error(),
                                null)))
                .toList();
    }

    private static NumberHolds.Key numberOf(Outcome outcome) {
        return new NumberHolds.Key(
                outcome.outgoing().claim().tenant(),
                outcome.outgoing().message().phoneNumberId());
    }

    private static Duration pause(Duration first, int growth, int attempts) {
        var pause = first;
        for (var i = 1; i < attempts && pause.compareTo(LONGEST_PAUSE) < 0; i++) {
            pause = pause.multipliedBy(growth);
        }
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    record Key(TenantId tenant, UUID id) {}

    record Acceptance(TenantId tenant, UUID id, String wamid) {}

    record Failure(TenantId tenant, UUID id, MessageError error) {}

    record Retry(TenantId tenant, UUID id, Instant due, MessageError error) {}

    record Moved(TenantId tenant, MessageEvent message) {}

    private record Sorted(
            List<Acceptance> accepted,
            List<Failure> failed,
            List<Key> uncertain,
            List<Retry> later,
            Map<NumberHolds.Key, NumberHolds.Hold> holds,
            Set<NumberHolds.Key> sending) {

        /** Whether one statement after another would lock them, and so in no order that others keep to. */
        boolean isMixed() {
            return Stream.of(accepted, failed, uncertain, later)
                            .filter(kind -> !kind.isEmpty())
                            .count()
                    > 1;
        }

        List<Key> messages() {
            var all = new ArrayList<>(uncertain);
            accepted.forEach(one -> all.add(new Key(one.tenant(), one.id())));
            failed.forEach(one -> all.add(new Key(one.tenant(), one.id())));
            later.forEach(one -> all.add(new Key(one.tenant(), one.id())));
            return all;
        }
    }
}
