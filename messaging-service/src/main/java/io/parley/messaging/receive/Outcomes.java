package io.parley.messaging.receive;

import io.parley.contract.EventHeaders;
import io.parley.contract.EventTypes;
import io.parley.contract.Topics;
import io.parley.contract.WebhookOutcome;
import io.parley.contract.WebhookOutcome.Result;
import io.parley.kit.event.Event;
import io.parley.kit.id.Ids;
import io.parley.messaging.message.Statuses;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says of every raw event what became of its elements, so that each can be accounted for. */
final class Outcomes {

    static final String BY = "messaging-service";

    private Outcomes() {}

    static WebhookOutcome.Element of(InboundMessages.Stored stored) {
        return element(stored.message(), stored.owned() ? Result.APPLIED : Result.DUPLICATE, null);
    }

    static WebhookOutcome.Element of(Element.Status status, Statuses.Result result) {
        return switch (result) {
            case APPLIED -> element(status, Result.APPLIED, null);
            case DUPLICATE -> element(status, Result.DUPLICATE, null);
            case UNKNOWN_MESSAGE, UNKNOWN_STATUS -> element(status, Result.IGNORED, result.name());
        };
    }

    static WebhookOutcome.Element of(Element.Revision revision, boolean owned) {
        return element(revision, owned ? Result.APPLIED : Result.DUPLICATE, null);
    }

    static WebhookOutcome.Element of(Element.Unhandled unhandled) {
        return element(unhandled, Result.IGNORED, unhandled.reason());
    }

    static WebhookOutcome.Element ofErased(Element element) {
        return element(element, Result.IGNORED, ErasedElements.REASON);
    }

    static WebhookOutcome.Element of(Element.Mirrored mirrored, boolean owned) {
        return element(mirrored, owned ? Result.APPLIED : Result.DUPLICATE, null);
    }

    static WebhookOutcome.Element of(Element.Introduction introduction) {
        return element(introduction, Result.APPLIED, null);
    }

    static WebhookOutcome.Element of(Element.ThroughputUpgrade upgrade, boolean known) {
        return known ? element(upgrade, Result.APPLIED, null) : element(upgrade, Result.IGNORED, "UNKNOWN_NUMBER");
    }

    /** Of what is said of one element, or of the members of one change, the most telling holds. */
    static WebhookOutcome.Element moreTelling(WebhookOutcome.Element one, WebhookOutcome.Element other) {
        return weight(other.outcome()) < weight(one.outcome()) ? other : one;
    }

    /** Returns one event for each raw event in {@code elements}, in their order. */
    static List<Event> events(List<Element> elements, Map<Origin, WebhookOutcome.Element> results) {
        var byRawEvent = elements.stream()
                .collect(
                        Collectors.groupingBy(one -> one.origin().rawEvent(), LinkedHashMap::new, Collectors.toList()));
        return byRawEvent.entrySet().stream()
                .map(one -> event(one.getKey(), one.getValue(), results))
                .toList();
    }

    private static Event event(UUID rawEvent, List<Element> elements, Map<Origin, WebhookOutcome.Element> results) {
        var outcomes = elements.stream()
                .map(Element::origin)
                .distinct()
                .map(results::get)
                .filter(Objects::nonNull)
                .toList();
        var worst = outcomes.stream()
                .map(WebhookOutcome.Element::outcome)
                .min(Comparator.comparingInt(Outcomes::weight))
                .orElse(Result.IGNORED);
        return of(elements.getFirst().origin(), new WebhookOutcome(rawEvent, BY, worst, null, outcomes));
    }

    /** Reports a raw event of which nothing could be applied. */
    static Event dead(Origin origin, List<WebhookOutcome.Element> elements) {
        return of(origin, new WebhookOutcome(origin.rawEvent(), BY, Result.DEAD, "UNPROCESSABLE", elements));
    }

    private static Event of(Origin origin, WebhookOutcome outcome) {
        var id = Ids.derived(EventTypes.WEBHOOK_OUTCOME, BY, outcome.rawEventId());
        return Event.of(Topics.WEBHOOK_OUTCOME, EventTypes.WEBHOOK_OUTCOME, id, origin.tenant(), outcome.rawEventId())
                .with(EventHeaders.TRACEPARENT, origin.traceparent())
                .carrying(outcome);
    }

    /** Of several elements the event is called after the most telling: dead, then applied, ignored, duplicate. */
    private static int weight(Result result) {
        return switch (result) {
            case DEAD -> 0;
            case APPLIED -> 1;
            case IGNORED -> 2;
            case DUPLICATE -> 3;
        };
    }

    static WebhookOutcome.Element element(Element element, Result result, @Nullable String reason) {
        return new WebhookOutcome.Element(element.origin().index(), element.kind(), element.wamid(), result, reason);
    }
}
