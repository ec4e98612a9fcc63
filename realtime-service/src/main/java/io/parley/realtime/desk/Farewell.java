package io.parley.realtime.desk;

import io.parley.realtime.engine.SocketServer;
import java.time.Duration;
import java.util.Arrays;
import org.eclipse.jetty.server.AbstractConnector;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

/** Sends the sockets away when the instance stops: the web server waits until each connection has ended, and for ever. */
final class Farewell implements SmartLifecycle, ApplicationListener<WebServerInitializedEvent> {

    /** How long the network may take the last words; who does not read must not hold the others up. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    /** For how long connections that nobody asks anything on are kept while it stops. */
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final SocketServer sockets;
    private volatile @Nullable JettyWebServer web;
    private volatile boolean running;

    Farewell(SocketServer sockets) {
        this.sockets = sockets;
    }

    @Override
    public void onApplicationEvent(WebServerInitializedEvent event) {
        if (event.getWebServer() instanceof JettyWebServer jetty) {
            web = jetty;
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        sockets.leave(LAST_WORDS);
        var jetty = web;
        if (jetty != null) {
            Arrays.stream(jetty.getServer().getConnectors())
                    .filter(AbstractConnector.class::isInstance)
                    .forEach(one -> ((AbstractConnector) one).setShutdownIdleTimeout(IDLE.toMillis()));
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
