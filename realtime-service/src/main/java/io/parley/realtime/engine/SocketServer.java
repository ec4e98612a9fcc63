package io.parley.realtime.engine;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.socket.engineio.server.Emitter.Listener;
import io.socket.engineio.server.EngineIoServer;
import io.socket.engineio.server.EngineIoServerOptions;
import io.socket.engineio.server.EngineIoSocket;
import io.socket.socketio.server.SocketIoNamespace;
import io.socket.socketio.server.SocketIoServer;
import io.socket.socketio.server.SocketIoServerOptions;
import io.socket.socketio.server.SocketIoSocket;
import jakarta.servlet.http.HttpServlet;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A Socket.IO server behind one servlet. */
public final class SocketServer implements AutoCloseable {

    /** The WebSocket that the library is being given by this thread, which calls back with its session meanwhile. */
    private static final ScopedValue<WebSocketLink> ACCEPTED = ScopedValue.newInstance();

    private final EngineSettings settings;
    private final Admission admission;
    private final Backlogs backlogs;
    private final Timers timers;
    private final EngineIoServer engine;
    private final SocketIoServer sockets;
    private final Map<String, Connection> connections = new ConcurrentHashMap<>();
    private final Set<String> namespaces = ConcurrentHashMap.newKeySet();
    private final Farewells farewells = new Farewells();
    private volatile boolean leaving;

    public SocketServer(EngineSettings settings, Admission admission, MeterRegistry metrics) {
        this.settings = settings;
        this.admission = admission;
        this.backlogs = new Backlogs(settings.backlog(), metrics);
        this.timers = new Timers();
        var options = EngineIoServerOptions.newFromDefault()
                .setCorsHandlingDisabled(true)
                .setPingInterval(settings.pingInterval().toMillis())
                .setPingTimeout(settings.pingTimeout().toMillis());
        options.setScheduledExecutorService(timers);
        this.engine = new EngineIoServer(options);
        this.sockets = new SocketIoServer(
                engine,
                SocketIoServerOptions.newFromDefault()
                        .setConnectionTimeout(Timers.NEVER.toMillis())); // a connection sees to that itself
        engine.on("connection", (Listener) arguments -> opened((EngineIoSocket) arguments[0]));
        Gauge.builder("realtime.engine.connections", connections, Map::size).register(metrics);
    }

    /** Returns the servlet to be mapped to the path of Socket.IO; it must support asynchronous requests. */
    public HttpServlet servlet() {
        return new SocketServlet(this);
    }

    /** Returns a namespace, which is open to clients from now on. */
    public SocketIoNamespace namespace(String name) {
        namespaces.add(name);
        var namespace = sockets.namespace(name);
        namespace.on("connection", (Listener) arguments -> {
            var socket = (SocketIoSocket) arguments[0];
            socket.on("disconnect", (Listener) reason -> left(socket));
        });
        return namespace;
    }

    /** Returns who takes packets to {@code socket}, without blocking; they are encoded already. */
    public Consumer<OutgoingPacket> sender(SocketIoSocket socket) {
        var connection = connections.get(socket.getClient().getId());
        return connection == null ? packet -> {} : connection::send;
    }

    /**
     * Tells the client that it is sent away, and ends its session. The library's own way, {@code disconnect(true)}, takes
     * from the session all who wait for its end, and it would be kept for ever.
     */
    public void dismiss(SocketIoSocket socket) {
        Thread.startVirtualThread(() -> {
            socket.disconnect(false);
            connection(socket.getClient().getId()).ifPresent(Connection::end);
        });
    }

    /** Returns what runs short tasks at given times. */
    public ScheduledExecutorService timers() {
        return timers;
    }

    /**
     * Ends all sessions and lets nobody in any more. Blocks until all WebSockets have been told, so that nobody takes it for
     * a broken connection; no longer than {@code within}.
     */
    public void leave(Duration within) {
        leaving = true;
        connections.values().forEach(Connection::close);
        farewells.await(within);
    }

    @Override
    public void close() {
        leave(Duration.ZERO);
        timers.shutdown();
    }

    EngineSettings settings() {
        return settings;
    }

    Admission admission() {
        return admission;
    }

    Backlogs backlogs() {
        return backlogs;
    }

    Farewells farewells() {
        return farewells;
    }

    EngineIoServer engine() {
        return engine;
    }

    boolean knows(Connection connection) {
        return connections.containsKey(connection.id());
    }

    boolean offers(String namespace) {
        return namespaces.contains(namespace);
    }

    boolean isFull() {
        return leaving || connections.size() >= settings.maxConnections();
    }

    Optional<Connection> connection(@Nullable String id) {
        return id == null ? Optional.empty() : Optional.ofNullable(connections.get(id));
    }

    void forget(Connection connection) {
        connections.remove(connection.id());
    }

    /** Gives the library a WebSocket: a new session, or one that may take over from a session that polls. */
    void accept(WebSocketLink link) {
        ScopedValue.where(ACCEPTED, link).run(() -> engine.handleWebSocket(link));
    }

    private void opened(EngineIoSocket socket) {
        var link = ACCEPTED.isBound() ? ACCEPTED.get() : null;
        connections.put(socket.getId(), new Connection(socket, this, link));
        socket.on("close", (Listener) arguments -> connections.remove(socket.getId()));
    }

    private void left(SocketIoSocket socket) {
        var connection = connections.get(socket.getClient().getId());
        if (connection != null) {
            connection.left(socket.getNamespace().getName());
        }
    }
}
