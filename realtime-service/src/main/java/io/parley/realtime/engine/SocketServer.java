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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** A Socket.IO server behind one servlet. */
public final class SocketServer implements AutoCloseable {

    private final EngineSettings settings;
    private final Admission admission;
    private final Backlogs backlogs;
    private final ScheduledThreadPoolExecutor timers;
    private final EngineIoServer engine;
    private final SocketIoServer sockets;
    private final Map<String, Connection> connections = new ConcurrentHashMap<>();
    private final Set<String> namespaces = ConcurrentHashMap.newKeySet();

    public SocketServer(EngineSettings settings, Admission admission, MeterRegistry metrics) {
        this.settings = settings;
        this.admission = admission;
        this.backlogs = new Backlogs(settings.backlog(), metrics);
        this.timers = new ScheduledThreadPoolExecutor(
                2, Thread.ofPlatform().name("socket-timers-", 0).daemon().factory());
        timers.setRemoveOnCancelPolicy(true);
        var options = EngineIoServerOptions.newFromDefault()
                .setCorsHandlingDisabled(true)
                .setPingInterval(settings.pingInterval().toMillis())
                .setPingTimeout(settings.pingTimeout().toMillis());
        options.setScheduledExecutorService(timers);
        this.engine = new EngineIoServer(options);
        this.sockets = new SocketIoServer(
                engine,
                SocketIoServerOptions.newFromDefault()
                        .setConnectionTimeout(settings.connectTimeout().toMillis()));
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

    /** Sends {@code packet}, which is encoded already, to {@code socket}. Never blocks. */
    public void send(SocketIoSocket socket, String packet) {
        var connection = connections.get(socket.getClient().getId());
        if (connection != null) {
            connection.send(packet);
        }
    }

    /** Returns what runs short tasks at given times. */
    public ScheduledExecutorService timers() {
        return timers;
    }

    @Override
    public void close() {
        connections.values().forEach(Connection::close);
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

    EngineIoServer engine() {
        return engine;
    }

    boolean offers(String namespace) {
        return namespaces.contains(namespace);
    }

    boolean isFull() {
        return connections.size() >= settings.maxConnections();
    }

    Optional<Connection> connection(@Nullable String id) {
        return id == null ? Optional.empty() : Optional.ofNullable(connections.get(id));
    }

    void forget(Connection connection) {
        connections.remove(connection.id());
    }

    private void opened(EngineIoSocket socket) {
        connections.put(socket.getId(), new Connection(socket, this));
        socket.on("close", (Listener) arguments -> connections.remove(socket.getId()));
    }

    private void left(SocketIoSocket socket) {
        var connection = connections.get(socket.getClient().getId());
        if (connection != null) {
            connection.left(socket.getNamespace().getName());
        }
    }
}
