package io.parley.realtime;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.realtime.engine.EngineSettings;
import io.parley.realtime.engine.SocketServer;
import io.socket.engineio.server.Emitter.Listener;
import io.socket.socketio.server.SocketIoSocket;
import io.socket.socketio.server.SocketIoSocket.ReceivedByLocalAcknowledgementCallback;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.json.JSONObject;

/** The service's Socket.IO without the service: repeats what it hears, so that any client can be tried on the protocol. */
final class ProtocolEchoServer implements AutoCloseable {

    /** What the protocol's own suite of tests expects. */
    private static final EngineSettings OF_THE_SUITE =
            settings(Duration.ofMillis(300), Duration.ofMillis(200), Duration.ofSeconds(1));

    /** A client that listens for one message after the other would not hear two that come in one segment. */
    private static final Executor AFTERWARDS = CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS);

    private final Server jetty = new Server(new VirtualThreadPool());
    private final ServerConnector connector = new ServerConnector(jetty);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final SocketServer server;

    private ProtocolEchoServer(int port, EngineSettings settings) throws Exception {
        server = new SocketServer(settings, (connection, namespace, auth) -> Optional.empty(), metrics);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        jetty.addConnector(connector);
        var servlet = new ServletHolder("socket.io", server.servlet());
        servlet.setAsyncSupported(true);
        var context = new ServletContextHandler();
        context.addServlet(servlet, "/socket.io/*");
        jetty.setHandler(context);
        server.namespace("/").on("connection", (Listener) arguments -> serve((SocketIoSocket) arguments[0]));
        server.namespace("/custom").on("connection", (Listener) arguments -> serve((SocketIoSocket) arguments[0]));
        jetty.start();
    }

    static EngineSettings settings(Duration pingInterval, Duration pingTimeout, Duration connectTimeout) {
        return new EngineSettings(
                pingInterval,
                pingTimeout,
                connectTimeout,
                1_000_000,
                1_000,
                10,
                new EngineSettings.Backlog(1_000, 4_000_000, 64_000_000));
    }

    /** Jetty throws whatever comes up. */
    @SuppressWarnings("IllegalCatch")
    static ProtocolEchoServer start(int port, EngineSettings settings) {
        try {
            return new ProtocolEchoServer(port, settings);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static void main(String[] arguments) throws InterruptedException {
        var port = arguments.length == 0 ? 3000 : Integer.parseInt(arguments[0]);
        start(port, OF_THE_SUITE).jetty.join();
    }

    int port() {
        return connector.getLocalPort();
    }

    /** Returns how many sessions it keeps. */
    double sessions() {
        return metrics.get("realtime.engine.connections").gauge().value();
    }

    @Override
    @SuppressWarnings("IllegalCatch")
    public void close() {
        server.close();
        try {
            jetty.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void serve(SocketIoSocket socket) {
        var auth = Objects.requireNonNullElseGet(socket.getConnectData(), JSONObject::new);
        AFTERWARDS.execute(() -> socket.send("auth", auth));
        socket.on("message", (Listener) arguments -> socket.send("message-back", arguments));
        socket.on("message-with-ack", (Listener) arguments -> {
            var last = arguments.length - 1;
            ((ReceivedByLocalAcknowledgementCallback) arguments[last])
                    .sendAcknowledgement(Arrays.copyOf(arguments, last));
        });
    }
}
