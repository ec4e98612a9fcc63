package io.parley.realtime;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.realtime.engine.EngineSettings;
import io.parley.realtime.engine.SocketServer;
import io.socket.engineio.server.Emitter.Listener;
import io.socket.socketio.server.SocketIoSocket;
import io.socket.socketio.server.SocketIoSocket.ReceivedByLocalAcknowledgementCallback;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;
import org.json.JSONObject;

/** The service's Socket.IO without the service: repeats what it hears, so that any client can be tried on the protocol. */
final class ProtocolEchoServer implements AutoCloseable {

    /** What the protocol's own suite of tests expects. */
    private static final EngineSettings OF_THE_SUITE =
            settings(Duration.ofMillis(300), Duration.ofMillis(200), Duration.ofSeconds(1));

    /** A client that listens for one message after the other would not hear two that come in one segment. */
    private static final Executor AFTERWARDS = CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS);

    private final Tomcat tomcat = new Tomcat();
    private final SocketServer server;

    private ProtocolEchoServer(int port, EngineSettings settings) throws IOException, LifecycleException {
        server = new SocketServer(
                settings, (connection, namespace, auth) -> Optional.empty(), new SimpleMeterRegistry());
        tomcat.setBaseDir(Files.createTempDirectory("echo-").toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(port);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().getProtocolHandler().setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        var context = tomcat.addContext("", null);
        context.addServletContainerInitializer(new WsSci(), null);
        var wrapper = Tomcat.addServlet(context, "socket.io", server.servlet());
        wrapper.setAsyncSupported(true);
        context.addServletMappingDecoded("/socket.io/*", "socket.io");
        server.namespace("/").on("connection", (Listener) arguments -> serve((SocketIoSocket) arguments[0]));
        server.namespace("/custom").on("connection", (Listener) arguments -> serve((SocketIoSocket) arguments[0]));
        tomcat.start();
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

    static ProtocolEchoServer start(int port, EngineSettings settings) {
        try {
            return new ProtocolEchoServer(port, settings);
        } catch (IOException | LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    static void main(String[] arguments) {
        var port = arguments.length == 0 ? 3000 : Integer.parseInt(arguments[0]);
        start(port, OF_THE_SUITE).tomcat.getServer().await();
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() {
        server.close();
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
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
