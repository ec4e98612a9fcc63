package io.parley.realtime.engine;

import io.socket.engineio.server.EngineIoServer;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What comes in through one WebSocket: puts messages together, checks them and hands them to the library. */
final class WebSocketEndpoint extends Endpoint {

    private final EngineIoServer engine;
    private final EngineSettings settings;
    private final Backlogs backlogs;
    private final Map<String, String> query;
    private final Optional<Connection> upgrading;
    private @Nullable WebSocketLink link;

    /**
     * @param upgrading the session that polls and may go on here; none where a new one begins
     */
    WebSocketEndpoint(
            EngineIoServer engine,
            EngineSettings settings,
            Backlogs backlogs,
            Map<String, String> query,
            Optional<Connection> upgrading) {
        this.engine = engine;
        this.settings = settings;
        this.backlogs = backlogs;
        this.query = query;
        this.upgrading = upgrading;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.setMaxIdleTimeout(0); // the library asks itself whether the other end is there
        var opened = new WebSocketLink(session, query, settings.maxPayload(), backlogs);
        link = opened;
        session.addMessageHandler(new Text(opened));
        session.addMessageHandler(new Binary(opened));
        engine.handleWebSocket(opened);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        upgrading.ifPresent(one -> one.upgrading(false));
        if (link != null) {
            link.abandon();
            link.emit("close");
        }
    }

    @Override
    public void onError(Session session, Throwable problem) {
        if (link != null) {
            link.abandon();
            link.emit("error", "transport error", "");
        }
    }

    /** Messages come in parts, so that a connection needs no buffer of the largest size. */
    private final class Text implements MessageHandler.Partial<String> {

        private final WebSocketLink link;
        private final StringBuilder message = new StringBuilder();

        Text(WebSocketLink link) {
            this.link = link;
        }

        @Override
        public void onMessage(String part, boolean last) {
            if (message.length() + part.length() > settings.maxPayload()) {
                message.setLength(0);
                link.reject(CloseCodes.TOO_BIG);
                return;
            }
            message.append(part);
            if (!last) {
                return;
            }
            var whole = message.toString();
            message.setLength(0);
            message.trimToSize();
            if (!Packets.isPacket(whole) || whole.charAt(0) == Packets.CLOSE) {
                link.reject(CloseCodes.NORMAL_CLOSURE);
                return;
            }
            link.emit("message", whole);
        }
    }

    private final class Binary implements MessageHandler.Partial<ByteBuffer> {

        private final WebSocketLink link;
        private final ByteArrayOutputStream message = new ByteArrayOutputStream(0);

        Binary(WebSocketLink link) {
            this.link = link;
        }

        @Override
        public void onMessage(ByteBuffer part, boolean last) {
            if (settings.maxAttachments() == 0 || message.size() + part.remaining() > settings.maxPayload()) {
                message.reset();
                link.reject(CloseCodes.TOO_BIG);
                return;
            }
            var bytes = new byte[part.remaining()];
            part.get(bytes);
            message.writeBytes(bytes);
            if (last) {
                link.emit("message", (Object) message.toByteArray());
                message.reset();
            }
        }
    }
}
