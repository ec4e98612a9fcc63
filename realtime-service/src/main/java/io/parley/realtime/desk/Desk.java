package io.parley.realtime.desk;

import io.parley.realtime.engine.SocketServer;
import io.parley.realtime.feed.Audience;
import io.parley.realtime.feed.Feed;
import io.parley.realtime.feed.Replays;
import io.parley.realtime.presence.Attendance;
import io.socket.engineio.server.Emitter.Listener;
import io.socket.socketio.server.SocketIoSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Receives the sockets that {@link Door} has let in, and sees them off when their token expires. */
final class Desk {

    private final SocketServer server;
    private final Door door;
    private final Audience audience;
    private final Attendance attendance;
    private final Feed feed;
    private final Replays replays;
    private final Wishes wishes;
    private final SocketProperties properties;
    private final Clock clock;

    @SuppressWarnings("ParameterNumber")
    Desk(
            SocketServer server,
            Door door,
            Audience audience,
            Attendance attendance,
            Feed feed,
            Replays replays,
            Wishes wishes,
            SocketProperties properties,
            Clock clock) {
        this.server = server;
        this.door = door;
        this.audience = audience;
        this.attendance = attendance;
        this.feed = feed;
        this.replays = replays;
        this.wishes = wishes;
        this.properties = properties;
        this.clock = clock;
        server.namespace("/").on("connection", (Listener) arguments -> receive((SocketIoSocket) arguments[0]));
    }

    private void receive(SocketIoSocket socket) {
        var pass = door.take(socket.getClient().getId()).orElse(null);
        if (pass == null) {
            server.dismiss(socket);
            return;
        }
        var outgoing = new Outgoing(server.sender(socket));
        var visitor = new Visitor(pass, socket.getId(), audience, attendance, outgoing);
        var untilExpiry = Duration.between(clock.instant(), pass.expires()).toMillis();
        var expiry =
                server.timers().schedule(() -> server.dismiss(socket), Math.max(untilExpiry, 0), TimeUnit.MILLISECONDS);
        socket.on("disconnect", (Listener) arguments -> {
            expiry.cancel(false);
            wishes.stopTyping(visitor);
            visitor.end();
        });
        wishes.hear(socket, visitor);
        Thread.startVirtualThread(() -> {
            visitor.begin(replays, feed);
            server.timers().schedule(visitor::settle, properties.rejoinWithin().toMillis(), TimeUnit.MILLISECONDS);
        });
    }
}
