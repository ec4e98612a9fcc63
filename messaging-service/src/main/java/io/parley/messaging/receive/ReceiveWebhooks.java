package io.parley.messaging.receive;

import io.parley.contract.EventHeaders;
import io.parley.contract.WebhookOutcome;
import io.parley.kit.event.Event;
import io.parley.kit.tenant.TenantContext;
import io.parley.messaging.message.MessageEvents;
import io.parley.messaging.message.Statuses;
import io.parley.messaging.receive.Element.InboundMessage;
import io.parley.messaging.receive.Element.Revision;
import io.parley.messaging.receive.Element.Status;
import io.parley.messaging.receive.Element.Unhandled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Applies a batch of elements in one transaction and returns the events that report it. Applying a batch again returns
 * the same events and changes nothing.
 */
@Service
class ReceiveWebhooks {

    private final InboundMessages messages;
    private final Revisions revisions;
    private final Statuses statuses;
    private final TransactionOperations transaction;

    ReceiveWebhooks(
            InboundMessages messages, Revisions revisions, Statuses statuses, TransactionOperations transaction) {
        this.messages = messages;
        this.revisions = revisions;
        this.statuses = statuses;
        this.transaction = transaction;
    }

    /** Applies {@code elements}, whichever tenants they belong to; the events are in their order. */
    List<Event> receive(List<Element> elements) {
        var tenants = elements.stream().map(one -> one.origin().tenant()).collect(Collectors.toSet());
        return TenantContext.call(tenants, () -> transaction.execute(status -> apply(elements)));
    }

    private List<Event> apply(List<Element> elements) {
        var stored = new ArrayList<>(messages.store(of(elements, InboundMessage.class)));
        var revised = of(elements, Revision.class);
        var kept = revisions.keep(revised);
        stored.addAll(messages.store(revised.stream()
                .filter(one -> !applied(kept, one))
                .map(Revision::message)
                .toList()));
        var named = namesOf(stored, revised, kept);
        revisions.apply(named);
        var verdicts = statuses.apply(
                of(elements, Status.class).stream().map(Status::report).toList());
        var results = new HashMap<Origin, WebhookOutcome.Element>();
        var events = new ArrayList<Event>();
        for (var one : stored) {
            results.putIfAbsent(one.message().origin(), Outcomes.of(one));
            if (one.owned()) {
                events.add(ReceivedEvents.of(one));
            }
        }
        var reports = of(elements, Status.class);
        for (var i = 0; i < reports.size(); i++) {
            results.putIfAbsent(
                    reports.get(i).origin(),
                    Outcomes.of(reports.get(i), verdicts.get(i).result()));
            events.addAll(changes(reports.get(i), verdicts.get(i)));
        }
        for (var unhandled : of(elements, Unhandled.class)) {
            results.putIfAbsent(unhandled.origin(), Outcomes.of(unhandled));
        }
        for (var revision : revised) {
            results.putIfAbsent(revision.origin(), Outcomes.of(revision, owned(kept, revision)));
        }
        revisions
                .changesOf(named)
                .forEach(one -> events.add(
                        MessageEvents.changed(one.tenant(), one.revision().wamid(), one.at(), one.change())));
        events.addAll(Outcomes.events(elements, results));
        return events;
    }

    /** Messages that may have been changed now: those that came, and those that revisions of this batch name. */
    private static Set<Revisions.Name> namesOf(
            List<InboundMessages.Stored> stored, List<Revision> revised, Map<Revisions.Name, Revisions.Kept> kept) {
        var names = new LinkedHashSet<Revisions.Name>();
        for (var one : stored) {
            var wamid = one.message().wamid();
            if (one.owned() && wamid != null) {
                var origin = one.message().origin();
                names.add(new Revisions.Name(origin.tenant(), origin.phoneNumberId(), wamid));
            }
        }
        revised.stream()
                .filter(one -> owned(kept, one))
                .map(Revision::originalName)
                .forEach(names::add);
        return names;
    }

    private static boolean applied(Map<Revisions.Name, Revisions.Kept> kept, Revision revision) {
        var one = kept.get(revision.name());
        return one != null && one.applied();
    }

    private static boolean owned(Map<Revisions.Name, Revisions.Kept> kept, Revision revision) {
        var one = kept.get(revision.name());
        return one != null && one.owner().equals(revision.origin().rawEvent());
    }

    private static List<Event> changes(Status element, Statuses.Verdict verdict) {
        var tenant = element.origin().tenant();
        return verdict.moved().stream()
                .map(moved -> MessageEvents.statusChanged(tenant, moved)
                        .with(EventHeaders.TRACEPARENT, element.origin().traceparent()))
                .toList();
    }

    private static <E extends Element> List<E> of(List<Element> elements, Class<E> type) {
        return elements.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
