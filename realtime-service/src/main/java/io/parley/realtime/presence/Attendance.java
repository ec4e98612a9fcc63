package io.parley.realtime.presence;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contract.Presence;
import io.parley.contract.PresenceBeat;
import io.parley.kit.json.Json;
import io.parley.kit.security.Caller;
import io.parley.realtime.feed.Feed;
import io.parley.realtime.feed.FeedEvent;
import io.parley.realtime.feed.Listener;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has which conversation open. All is done by one thread: what changes is noted at once, and told a moment later, once
 * for all that has changed in a conversation meanwhile; so somebody who comes and goes all the time costs little.
 */
public final class Attendance {

    static final String EVENT = "presence";

    private static final Logger log = LoggerFactory.getLogger(Attendance.class);

    private final Feed feed;
    private final Announcements announcements;
    private final PresenceProperties properties;
    private final Clock clock;
    private final Roll roll;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("presence").daemon().factory());

    private final Set<Room> changed = new HashSet<>();
    private final Map<Room, Set<Listener>> arrived = new HashMap<>();
    private final Map<Room, List<Presence.Present>> told = new HashMap<>();
    private Instant nextBeat = Instant.MIN;
    private Instant nextAnnouncement = Instant.MIN;
    private boolean asking = true;
    private boolean asked;

    Attendance(
            Feed feed, Announcements announcements, PresenceProperties properties, Clock clock, MeterRegistry metrics) {
        this.feed = feed;
        this.announcements = announcements;
        this.properties = properties;
        this.clock = clock;
        this.roll = new Roll(properties.most());
        Gauge.builder("realtime.presence.instances", roll, Roll::instances).register(metrics);
    }

    /** Takes note that {@code listener}, a socket of {@code caller}, has opened a conversation; it is told who is there. */
    public void enter(Listener listener, Caller caller, String socket, UUID conversation) {
        later(() -> {
            var room = new Room(caller.tenant(), conversation);
            roll.enter(room, caller, socket, clock.instant().truncatedTo(ChronoUnit.MILLIS));
            arrived.computeIfAbsent(room, id -> new HashSet<>()).add(listener);
            changed.add(room);
        });
    }

    /** Takes note that a socket has closed a conversation, or is gone. */
    public void leave(Listener listener, Caller caller, String socket, UUID conversation) {
        later(() -> {
            var room = new Room(caller.tenant(), conversation);
            roll.leave(room, caller.user(), socket);
            arrived.getOrDefault(room, new HashSet<>()).remove(listener);
            changed.add(room);
        });
    }

    void start() {
        var pause = properties.settle().toMillis();
        worker.scheduleWithFixedDelay(this::tick, pause, pause, TimeUnit.MILLISECONDS);
    }

    /** Ends, and says so to the other instances. */
    void stop() {
        later(() -> announcements.beat(false, true));
        worker.shutdown();
    }

    /** Forgets what other instances have said, some of which was lost, and asks them for it. */
    void begin() {
        later(() -> {
            changed.addAll(roll.forgetAll());
            asking = true;
            nextBeat = Instant.MIN;
        });
    }

    /** Takes note of who another instance says is in a room. */
    void hear(Room room, Presence presence) {
        later(() -> {
            if (!announcements.areOf(presence.instanceId())) {
                knows(roll.hear(presence.instanceId(), room, presence.users(), clock.instant()));
                changed.add(room);
            }
        });
    }

    /** Takes note that another instance is alive, or ends. */
    void hear(PresenceBeat beat) {
        later(() -> {
            if (announcements.areOf(beat.instanceId())) {
                return;
            }
            if (beat.ended()) {
                changed.addAll(roll.forget(beat.instanceId()));
                return;
            }
            knows(roll.beat(beat.instanceId(), clock.instant()));
            asked |= beat.asks();
        });
    }

    private void later(Runnable change) {
        try {
            worker.execute(change);
        } catch (RejectedExecutionException e) {
            log.debug("presence has ended");
        }
    }

    /** What an instance that was not known has said before was missed. */
    private void knows(boolean known) {
        if (!known && !asking) {
            asking = true;
            nextBeat = Instant.MIN;
        }
    }

    private void tick() {
        try {
            var now = clock.instant();
            changed.addAll(roll.forget(now.minus(properties.expiresAfter())));
            for (var rooms = changed.iterator(); feed.isReady() && rooms.hasNext(); ) {
                var room = rooms.next();
                rooms.remove();
                tell(room);
            }
            announce(now);
        } catch (RuntimeException e) {
            log.warn("presence: {}", e.toString());
        }
    }

    /** Tells all in the room where something has changed, else those who came; then the other instances. */
    private void tell(Room room) {
        var newcomers = arrived.remove(room);
        if (!roll.isEmptyHere(room)) {
            var users = roll.everywhere(room);
            var event = event(room, users);
            if (!users.equals(told.put(room, users))) {
                feed.tell(room.tenant(), event);
            } else if (newcomers != null) {
                newcomers.forEach(listener -> feed.tell(listener, event));
            }
        } else {
            told.remove(room);
        }
        announcements.say(room, roll.here(room));
    }

    private void announce(Instant now) {
        announcements.mend();
        if (asked && !now.isBefore(nextAnnouncement)) {
            nextAnnouncement = now.plus(properties.beat().dividedBy(5));
            asked = false;
            announcements.repeat();
        }
        if (!now.isBefore(nextBeat)) {
            nextBeat = now.plus(properties.beat());
            announcements.beat(asking, false);
            asking = false;
        }
    }

    private static FeedEvent event(Room room, List<Presence.Present> users) {
        var data = Json.events().writeValueAsString(Map.of("conversationId", room.conversation(), "users", users));
        return new FeedEvent(room.conversation(), EVENT, data, "", null);
    }
}
