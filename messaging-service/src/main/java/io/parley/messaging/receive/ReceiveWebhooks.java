package io.parley.messaging.receive;

import io.parley.contract.EventHeaders;
import io.parley.contract.WebhookOutcome;
import io.parley.kit.event.Event;
import io.parley.kit.tenant.TenantContext;
import io.parley.messaging.customer.CustomerEvents;
import io.parley.messaging.customer.Customers;
import io.parley.messaging.message.MessageEvents;
import io.parley.messaging.message.Statuses;
import io.parley.messaging.number.Numbers;
import io.parley.messaging.receive.Element.InboundMessage;
import io.parley.messaging.receive.Element.Introduction;
import io.parley.messaging.receive.Element.Mirrored;
import io.parley.messaging.receive.Element.Revision;
import io.parley.messaging.receive.Element.Status;
import io.parley.messaging.receive.Element.ThroughputUpgrade;
import io.parley.messaging.receive.Element.Unhandled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Applies a batch of elements in one transaction and returns the events that report it. Applying a batch again returns
 * the same events and changes nothing.
 */
@Service
class ReceiveWebhooks {

    private final ErasedElements erased;
    private final Customers customers;
    private final InboundMessages messages;
    private final MirroredMessages mirrors;
    private final Revisions revisions;
    private final Statuses statuses;
    private final Numbers numbers;
    private final TransactionOperations transaction;

    @SuppressWarnings("ParameterNumber")
    ReceiveWebhooks(
            ErasedElements erased,
            Customers customers,
            InboundMessages messages,
            MirroredMessages mirrors,
            Revisions revisions,
            Statuses statuses,
            Numbers numbers,
            TransactionOperations transaction) {
        this.erased = erased;
        this.customers = customers;
        this.messages = messages;
        this.mirrors = mirrors;
        this.revisions = revisions;
        this.statuses = statuses;
        this.numbers = numbers;
        this.transaction = transaction;
    }

    /** Applies {@code elements}, whichever tenants they belong to; the events are in their order. */
    List<Event> receive(List<Element> elements) {
        var tenants = elements.stream().map(one -> one.origin().tenant()).collect(Collectors.toSet());
        return TenantContext.call(tenants, () -> transaction.execute(status -> apply(elements)));
    }

    private List<Event> apply(List<Element> all) {
        var gone = erased.among(all);
        var elements = all.stream().filter(one -> !gone.contains(one)).toList();
        var people = customers.resolve(elements.stream()
                .map(Element::sighting)
                .filter(Objects::nonNull)
                .toList());
        var results = new Results();
        gone.forEach(one -> results.add(one.origin(), Outcomes.ofErased(one)));
        var events = new ArrayList<>(CustomerEvents.of(people.changes()));
        var stored = new ArrayList<>(messages.store(of(elements, InboundMessage.class), people));
        var revised = of(elements, Revision.class);
        var kept = revisions.keep(revised, people);
        var strays = revised.stream().filter(one -> !applied(kept, one)).toList();
        stored.addAll(messages.store(
                strays.stream()
                        .filter(one -> one.mirrored() == null)
                        .map(Revision::message)
                        .toList(),
                people));
        var mirrored = Stream.concat(
                        of(elements, Mirrored.class).stream(),
                        strays.stream().flatMap(one -> Stream.ofNullable(one.mirrored())))
                .toList();
        var brought = mirrors.store(mirrored, people);
        var changed = RevisedNames.of(stored, brought, revised, kept);
        revisions.apply(changed);
        reportReceived(stored, results, events);
        reportMirrored(mirrored, brought, results, events);
        applyStatuses(of(elements, Status.class), results, events);
        applyOthers(elements, results);
        revised.forEach(one -> results.add(one.origin(), Outcomes.of(one, RevisedNames.owned(kept, one))));
        revisions
                .changesOf(changed)
                .forEach(one -> events.add(
                        MessageEvents.changed(one.tenant(), one.revision().wamid(), one.at(), one.change())));
        events.addAll(Outcomes.events(all, results.byOrigin));
        return events;
    }

    private static void reportReceived(List<InboundMessages.Stored> stored, Results results, List<Event> events) {
        for (var one : stored) {
            results.add(one.message().origin(), Outcomes.of(one));
            if (one.owned()) {
                events.add(ReceivedEvents.of(one));
            }
        }
    }

    private static void reportMirrored(
            List<Mirrored> mirrored, List<MirroredMessages.Brought> brought, Results results, List<Event> events) {
        var owned = brought.stream().map(MirroredMessages.Brought::bringing).collect(Collectors.toSet());
        for (var one : mirrored) {
            results.add(one.origin(), Outcomes.of(one, owned.contains(MirroredMessages.Bringing.of(one))));
        }
        for (var one : brought) {
            var origin = one.mirrored().origin();
            events.add(MessageEvents.mirrored(one.tenant(), one.message(), origin.rawEvent())
                    .with(EventHeaders.TRACEPARENT, origin.traceparent()));
        }
    }

    private void applyStatuses(List<Status> reports, Results results, List<Event> events) {
        var verdicts = statuses.apply(reports.stream().map(Status::report).toList());
        for (var i = 0; i < reports.size(); i++) {
            var report = reports.get(i);
            var verdict = verdicts.get(i);
            results.add(report.origin(), Outcomes.of(report, verdict.result()));
            verdict.moved()
                    .map(moved -> MessageEvents.statusChanged(report.origin().tenant(), moved)
                            .with(EventHeaders.TRACEPARENT, report.origin().traceparent()))
                    .ifPresent(events::add);
        }
    }

    private void applyOthers(List<Element> elements, Results results) {
        of(elements, Introduction.class).forEach(one -> results.add(one.origin(), Outcomes.of(one)));
        upgrade(of(elements, ThroughputUpgrade.class), results);
        of(elements, Unhandled.class).forEach(one -> results.add(one.origin(), Outcomes.of(one)));
    }

    private void upgrade(List<ThroughputUpgrade> upgrades, Results results) {
        if (upgrades.isEmpty()) {
            return;
        }
        var known = numbers.upgrade(
                upgrades.stream().map(ThroughputUpgrade::number).distinct().toList());
        upgrades.forEach(one -> results.add(one.origin(), Outcomes.of(one, known.contains(one.number()))));
    }

    private static boolean applied(Map<Revisions.Name, Revisions.Kept> kept, Revision revision) {
        var one = kept.get(revision.name());
        return one != null && one.applied();
    }

    private static <E extends Element> List<E> of(List<Element> elements, Class<E> type) {
        return elements.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** What is to be said of each element. */
    private static final class Results {

        private final Map<Origin, WebhookOutcome.Element> byOrigin = new HashMap<>();

        void add(Origin origin, WebhookOutcome.Element result) {
            byOrigin.merge(origin, result, Outcomes::moreTelling);
        }
    }
}
