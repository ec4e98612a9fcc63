package io.parley.realtime.engine;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.ee11.servlet.ServletCoreRequest;
import org.eclipse.jetty.ee11.servlet.ServletCoreResponse;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns requests into WebSockets of Jetty's core, which are written frames instead of messages. */
final class Upgrades {

    private static final Logger log = LoggerFactory.getLogger(Upgrades.class);

    private final WebSocketMappings webSockets = new WebSocketMappings();

    /** Answers the handshake; false where it is none, and the answer is left to the caller. */
    boolean accept(HttpServletRequest request, HttpServletResponse response, FrameHandler endpoint) throws IOException {
        var asked = ServletCoreRequest.wrap(request);
        var answer = ServletCoreResponse.wrap(asked, response, false);
        WebSocketNegotiator negotiator = (_, accepted, _) -> {
            accepted.setExtensions(List.of()); // compression would cost each connection hundreds of kilobytes
            return endpoint;
        };
        try (var callback = Blocker.callback()) {
            var upgraded = webSockets.upgrade(negotiator, asked, answer, callback, Upgrades::configure);
            if (upgraded) {
                callback.block();
            }
            return upgraded;
        } catch (HttpException.RuntimeException e) {
            log.debug("not a handshake", e);
            return false;
        }
    }

    private static void configure(Configuration webSocket) {
        webSocket.setIdleTimeout(Duration.ZERO); // the library asks itself whether the other end is there
        webSocket.setAutoFragment(true); // long frames come in parts, each counted before it is kept
        webSocket.setMaxFrameSize(0); // and leave in one piece
    }
}
