package io.parley.messaging.customer;

import io.parley.contract.EventTypes;
import io.parley.contract.Topics;
import io.parley.kit.event.Event;
import io.parley.kit.id.Ids;
import java.util.List;

/** The events that this service writes about customers. A repetition of one has the same id. */
public final class CustomerEvents {

    private CustomerEvents() {}

    /** Returns an event for each change, in their order. */
    public static List<Event> of(List<Resolved.Change> changes) {
        return changes.stream().map(CustomerEvents::of).toList();
    }

    private static Event of(Resolved.Change change) {
        var what = change.what();
        var customer = what.profile().customerId();
        var id = Ids.derived(EventTypes.CUSTOMER_CHANGED, customer, change.cause());
        return Event.of(Topics.CUSTOMER_CHANGED, EventTypes.CUSTOMER_CHANGED, id, what.tenantId(), customer)
                .at(what.at())
                .carrying(what);
    }
}
