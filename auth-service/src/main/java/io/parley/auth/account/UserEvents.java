package io.parley.auth.account;

import io.parley.contract.EventTypes;
import io.parley.contract.Topics;
import io.parley.kit.event.Event;
import io.parley.kit.id.Ids;
import io.parley.kit.outbox.Outbox;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Tells other services of users, in the transaction of the change. */
@Component
public class UserEvents {

    private final Outbox outbox;
    private final Ids ids;

    UserEvents(Outbox outbox, Ids ids) {
        this.outbox = outbox;
        this.ids = ids;
    }

    public void changed(User user, Instant at) {
        outbox.add(Event.of(Topics.USER_CHANGED, EventTypes.USER_CHANGED, ids.next(), user.tenant(), user.id())
                .at(at)
                .carrying(user.toEvent()));
    }
}
