package io.parley.realtime.desk;

import io.parley.contract.TenantId;
import io.parley.realtime.engine.OutgoingPacket;
import io.parley.realtime.feed.Audience;
import io.parley.realtime.feed.Feed;
import io.parley.realtime.feed.FeedEvent;
import io.parley.realtime.feed.Listener;
import io.parley.realtime.feed.Missed;
import io.parley.realtime.feed.Replays;
import io.parley.realtime.presence.Attendance;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;

/**
 * One socket of one user. While what it has missed is looked up, what happens meanwhile waits behind it, so that nothing
 * is told twice and nothing is left out.
 */
final class Visitor implements Listener {

    private static final int MOST_HELD = 1_000;

    private final Pass pass;
    private final String socket;
    private final Audience audience;
    private final Attendance attendance;
    private final Outgoing outgoing;
    private final Set<UUID> rooms = ConcurrentHashMap.newKeySet();
    private final Set<UUID> typing = ConcurrentHashMap.newKeySet();
    private final ArrayDeque<FeedEvent> held = new ArrayDeque<>();

    private boolean catchingUp;
    private boolean rejoining;
    private boolean tooMuch;
    private boolean gone;

    Visitor(Pass pass, String socket, Audience audience, Attendance attendance, Outgoing outgoing) {
        this.pass = pass;
        this.socket = socket;
        this.audience = audience;
        this.attendance = attendance;
        this.outgoing = outgoing;
        this.catchingUp = pass.since() != null;
        this.rejoining = catchingUp && pass.joinedOnly();
    }

    Pass pass() {
        return pass;
    }

    String socket() {
        return socket;
    }

    Set<UUID> typing() {
        return typing;
    }

    @Override
    public TenantId tenant() {
        return pass.caller().tenant();
    }

    /** Begins to listen, and tells what was missed where the client said since when. Blocks while that is looked up. */
    void begin(Replays replays, Feed feed) {
        var since = pass.since();
        if (since == null) {
            if (!pass.joinedOnly()) {
                listen();
            }
            return;
        }
        var missed = replays.since(tenant(), since, this::listen);
        catchUp(since, missed, feed.cursor(tenant()));
        outgoing.flush();
    }

    /** Has the conversation's news told to this socket; false where it has joined as many as it may. */
    boolean join(UUID conversation, int most) {
        synchronized (this) {
            if (gone || (rooms.size() >= most && !rooms.contains(conversation))) {
                return false;
            }
            rooms.add(conversation);
            audience.join(this, conversation);
            attendance.enter(this, pass.caller(), socket, conversation);
            if (!catchingUp && rejoining) {
                release();
            }
        }
        outgoing.flush();
        return true;
    }

    synchronized void leave(UUID conversation) {
        if (rooms.remove(conversation)) {
            leaveJoined(conversation);
        }
    }

    /** Ends the time in which conversations may be joined again without a gap. */
    void settle() {
        synchronized (this) {
            if (!rejoining) {
                return;
            }
            rejoining = false;
            held.clear();
        }
        audience.remove(this);
    }

    void end() {
        synchronized (this) {
            gone = true;
            held.clear();
            rejoining = false;
        }
        audience.remove(this);
        rooms.forEach(this::leaveJoined);
    }

    @Override
    public void hear(FeedEvent event, OutgoingPacket packet) {
        if (socket.equals(event.exceptSocket())) {
            return;
        }
        synchronized (this) {
            var here = event.isPassing() || rooms.contains(event.conversation());
            if (catchingUp || (rejoining && !here)) { // what passes too, or its cursor would say that all is told
                hold(event);
            } else if (here || !pass.joinedOnly()) {
                outgoing.add(packet);
            }
        }
        outgoing.flush();
    }

    @Override
    public void lost() {
        outgoing.add(FeedEvent.packet("resync", sinceOf(null), ""));
        outgoing.flush();
    }

    private void leaveJoined(UUID conversation) {
        audience.leave(this, conversation);
        attendance.leave(this, pass.caller(), socket, conversation);
    }

    private synchronized void listen() {
        if (!gone) {
            audience.add(this);
        }
    }

    private synchronized void catchUp(String since, Missed missed, String now) {
        if (tooMuch || !(missed instanceof Missed.Events(var events))) {
            reload(since, now);
        } else {
            var meanwhile = List.copyOf(held);
            held.clear();
            held.addAll(events);
            held.addAll(meanwhile);
        }
        catchingUp = false;
        release();
    }

    /** Gives up telling what was missed; what happens from {@code now} on is told as usual. */
    private void reload(@Nullable String since, String now) {
        outgoing.add(FeedEvent.packet("resync", sinceOf(since), now));
        if (rejoining) {
            rejoining = false;
            held.removeIf(event -> !rooms.contains(event.conversation()));
            audience.remove(this);
        }
    }

    /** Tells what is held and may be told by now. */
    private void release() {
        held.removeIf(event -> {
            var due = !rejoining || rooms.contains(event.conversation());
            if (due) {
                outgoing.add(event.packet());
            }
            return due;
        });
    }

    /** Keeps the latest; more than that is not told one by one any more. */
    private void hold(FeedEvent event) {
        held.add(event);
        if (held.size() <= MOST_HELD) {
            return;
        }
        held.removeFirst();
        if (catchingUp) {
            tooMuch = true;
        } else {
            reload(pass.since(), event.cursor());
            held.clear();
        }
    }

    private static String sinceOf(@Nullable String since) {
        return new JSONObject()
                .put("since", since == null ? JSONObject.NULL : since)
                .toString();
    }
}
