package io.parley.realtime.presence;

import io.parley.contract.EventHeaders;
import io.parley.contract.EventTypes;
import io.parley.contract.Presence;
import io.parley.contract.Presence.Present;
import io.parley.contract.PresenceBeat;
import io.parley.contract.Topics;
import io.parley.kit.event.Event;
import io.parley.kit.event.EventPublisher;
import io.parley.kit.id.Ids;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What this instance says to the others. All of it has the instance for a key, so that it is heard in the order in which it
 * was said. What could not be said is not known any more, so then everything is said again.
 */
final class Announcements {

    private final EventPublisher events;
    private final Ids ids;
    private final Clock clock;
    private final UUID instance;
    private final Map<Room, List<Present>> said = new HashMap<>();
    private final AtomicBoolean failed = new AtomicBoolean();
    private final AtomicBoolean due = new AtomicBoolean();

    Announcements(EventPublisher events, Ids ids, Clock clock) {
        this.events = events;
        this.ids = ids;
        this.clock = clock;
        this.instance = ids.next();
    }

    boolean areOf(UUID one) {
        return instance.equals(one);
    }

    /** Says who is in a room here, unless that was said last, or will have to be said again anyway. */
    void say(Room room, List<Present> users) {
        var before = users.isEmpty() ? said.remove(room) : said.put(room, users);
        if (!failed.get() && !users.equals(before == null ? List.of() : before)) {
            send(room, users);
        }
    }

    /** Says again who is where. */
    void repeat() {
        said.forEach(this::send);
    }

    /** Where something could not be said, but now it could be: takes all back, and says it again. */
    void mend() {
        if (due.getAndSet(false)) {
            beat(false, true);
            repeat();
        }
    }

    void beat(boolean asks, boolean ended) {
        var unused = events.send(beatOf(asks, ended)).whenComplete((sent, problem) -> {
            if (problem != null) {
                failed.set(true);
            } else if (failed.getAndSet(false)) {
                due.set(true);
            }
        });
    }

    private Event beatOf(boolean asks, boolean ended) {
        var id = ids.next();
        return new Event(
                        Topics.PRESENCE,
                        instance.toString(),
                        null,
                        Map.of(
                                EventHeaders.SPEC_VERSION,
                                "1.0",
                                EventHeaders.ID,
                                id.toString(),
                                EventHeaders.TYPE,
                                EventTypes.PRESENCE_BEAT,
                                EventHeaders.SUBJECT,
                                instance.toString(),
                                EventHeaders.CONTENT_TYPE,
                                "application/json"),
                        new byte[0])
                .at(clock.instant())
                .carrying(new PresenceBeat(instance, asks, ended));
    }

    private void send(Room room, List<Present> users) {
        var event = Event.of(Topics.PRESENCE, EventTypes.PRESENCE, ids.next(), room.tenant(), room.conversation())
                .keyed(instance)
                .at(clock.instant())
                .carrying(new Presence(instance, room.conversation(), users));
        var unused = events.send(event).whenComplete((sent, problem) -> {
            if (problem != null) {
                failed.set(true);
            }
        });
    }
}
