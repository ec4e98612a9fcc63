package io.parley.messaging.dispatch;

import io.parley.contract.EventTypes;
import io.parley.contract.NumberStatus;
import io.parley.contract.Topics;
import io.parley.kit.event.Event;
import io.parley.kit.id.Ids;

/** Reports whether a number sends. */
final class NumberEvents {

    private NumberEvents() {}

    static Event of(NumberStatus status) {
        var id = Ids.derived(
                EventTypes.NUMBER_STATUS, status.tenantId(), status.phoneNumberId(), status.status(), status.at());
        return Event.of(Topics.NUMBER_STATUS, EventTypes.NUMBER_STATUS, id, status.tenantId(), status.phoneNumberId())
                .at(status.at())
                .carrying(status);
    }
}
