package io.parley.realtime.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/** What comes in through one WebSocket: puts messages together, checks them and hands them to the library. */
final class WebSocketEndpoint implements FrameHandler {

    private final SocketServer server;
    private final Map<String, String> query;
    private final Optional<Connection> upgrading;

    private @Nullable CoreSession session;
    private @Nullable WebSocketLink link;

    /** The parts of a message that came so far; none between messages, so that who is silent holds no memory. */
    private @Nullable ByteArrayOutputStream parts;

    private boolean binary;

    /**
     * @param upgrading the session that polls and may go on here; none where a new one begins
     */
    WebSocketEndpoint(SocketServer server, Map<String, String> query, Optional<Connection> upgrading) {
        this.server = server;
        this.query = query;
        this.upgrading = upgrading;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        session = opened;
        link = new WebSocketLink(opened, query, server);
        server.accept(link);
        callback.succeeded();
        opened.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        switch (frame.getOpCode()) {
            case OpCode.CLOSE -> callback.succeeded(); // is answered by the session, and nothing comes after it
            case OpCode.PING -> answer(frame, callback);
            case OpCode.PONG -> proceed(callback);
            default -> {
                receive(frame);
                proceed(callback);
            }
        }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        tell(callback, "error", "transport error", "");
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        upgrading.ifPresent(one -> one.upgrading(false));
        tell(callback, "close");
    }

    /** On a thread of its own: who found out may have been writing, and hold locks. */
    private void tell(Callback callback, String event, Object... arguments) {
        var ended = link;
        if (ended == null) {
            callback.succeeded();
            return;
        }
        ended.ended();
        Thread.startVirtualThread(() -> {
            ended.emit(event, arguments);
            callback.succeeded();
        });
    }

    /** Asks for the next frame only when the answer has left: whoever does not read cannot ask on. */
    private void answer(Frame ping, Callback callback) {
        var pong = new Frame(OpCode.PONG, ping.getPayload());
        Objects.requireNonNull(session)
                .sendFrame(pong, Callback.from(() -> proceed(callback), callback::failed), false);
    }

    private void proceed(Callback callback) {
        callback.succeeded();
        Objects.requireNonNull(session).demand();
    }

    private void receive(Frame frame) {
        var opened = Objects.requireNonNull(link);
        if (frame.getOpCode() != OpCode.CONTINUATION) {
            binary = frame.getOpCode() == OpCode.BINARY;
        }
        var settings = server.settings();
        var before = parts == null ? 0 : parts.size();
        if ((binary && settings.maxAttachments() == 0) || before + frame.getPayloadLength() > settings.maxPayload()) {
            parts = null;
            opened.reject(CloseStatus.MESSAGE_TOO_LARGE);
            return;
        }
        var bytes = new byte[frame.getPayloadLength()];
        frame.getPayload().get(bytes);
        if (frame.isFin() && parts == null) {
            receive(opened, bytes);
            return;
        }
        if (parts == null) {
            parts = new ByteArrayOutputStream();
        }
        parts.writeBytes(bytes);
        if (frame.isFin()) {
            var whole = parts.toByteArray();
            parts = null;
            receive(opened, whole);
        }
    }

    private void receive(WebSocketLink opened, byte[] message) {
        if (binary) {
            opened.emit("message", (Object) message);
            return;
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(message))
                    .toString();
        } catch (CharacterCodingException e) {
            opened.reject(CloseStatus.BAD_PAYLOAD);
            return;
        }
        if (!Packets.isPacket(text) || text.charAt(0) == Packets.CLOSE) {
            opened.reject(CloseStatus.NORMAL);
            return;
        }
        opened.emit("message", text);
        if (text.charAt(0) == Packets.UPGRADE) {
            upgrading.ifPresent(one -> one.tookOver(opened));
        }
    }
}
