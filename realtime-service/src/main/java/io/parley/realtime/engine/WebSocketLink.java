package io.parley.realtime.engine;

import io.socket.engineio.server.EngineIoWebSocket;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket as the library sees it. Writing never blocks: messages wait in a queue while the network takes an earlier
 * one, and a client that lets too much pile up is cut off.
 */
final class WebSocketLink extends EngineIoWebSocket {

    private static final Logger log = LoggerFactory.getLogger(WebSocketLink.class);

    private enum Write {
        BEGUN,
        UNDER_WAY,
        DONE
    }

    private final Session session;
    private final RemoteEndpoint.Async remote;
    private final Map<String, String> query;
    private final int maxPayload;
    private final Backlogs backlogs;
    private final ArrayDeque<Object> queue = new ArrayDeque<>();

    private long queued;
    private boolean sending;
    private boolean closing;

    WebSocketLink(Session session, Map<String, String> query, int maxPayload, Backlogs backlogs) {
        this.session = session;
        this.remote = session.getAsyncRemote();
        this.query = query;
        this.maxPayload = maxPayload;
        this.backlogs = backlogs;
    }

    @Override
    public Map<String, String> getQuery() {
        return query;
    }

    @Override
    public Map<String, List<String>> getConnectionHeaders() {
        return Map.of();
    }

    @Override
    public void write(String message) {
        offer(Handshake.completed(message, maxPayload));
    }

    @Override
    public void write(byte[] message) {
        offer(message);
    }

    /** Closes once what waits has been sent. */
    @Override
    public void close() {
        synchronized (queue) {
            if (closing) {
                return;
            }
            closing = true;
            if (sending) {
                return;
            }
        }
        end(CloseCodes.NORMAL_CLOSURE);
    }

    /** Forgets what waits: the other end is gone. */
    void abandon() {
        synchronized (queue) {
            closing = true;
            backlogs.remove(queued);
            queue.clear();
            queued = 0;
        }
    }

    /** Closes at once, for a fault of the client's. */
    void reject(CloseCodes reason) {
        abandon();
        end(reason);
    }

    private void offer(Object message) {
        var size = sizeOf(message);
        synchronized (queue) {
            if (closing) {
                return;
            }
            if (!backlogs.admits(queue.size() + 1, queued + size)) {
                closing = true;
                Thread.startVirtualThread(this::cutOff);
                return;
            }
            queue.add(message);
            queued += size;
            backlogs.add(size);
            if (sending) {
                return;
            }
            sending = true;
        }
        pump();
    }

    /** Hands one message after the other to the network until it takes no more at once; then its answer goes on here. */
    private void pump() {
        for (var next = next(); next != null; next = next()) {
            var state = new AtomicReference<>(Write.BEGUN);
            send(next, result -> {
                if (!result.isOK()) {
                    fail(result.getException());
                }
                if (!state.compareAndSet(Write.BEGUN, Write.DONE)) {
                    pump();
                }
            });
            if (state.compareAndSet(Write.BEGUN, Write.UNDER_WAY)) {
                return;
            }
        }
    }

    private @Nullable Object next() {
        synchronized (queue) {
            var next = queue.poll();
            if (next != null) {
                queued -= sizeOf(next);
                backlogs.remove(sizeOf(next));
                return next;
            }
            sending = false;
            if (!closing) {
                return null;
            }
        }
        end(CloseCodes.NORMAL_CLOSURE);
        return null;
    }

    private void send(Object message, SendHandler handler) {
        try {
            if (message instanceof String text) {
                remote.sendText(text, handler);
            } else {
                remote.sendBinary(ByteBuffer.wrap((byte[]) message), handler);
            }
        } catch (RuntimeException e) {
            handler.onResult(new SendResult(session, e));
        }
    }

    private void fail(@Nullable Throwable cause) {
        log.debug("connection {} broke while it was written to", session.getId(), cause);
        abandon();
        end(CloseCodes.UNEXPECTED_CONDITION);
    }

    private void cutOff() {
        backlogs.countCut();
        reject(CloseCodes.TRY_AGAIN_LATER);
    }

    /** On a thread of its own: the network is given time to take the farewell, and the library's locks are not held. */
    private void end(CloseCodes reason) {
        Thread.startVirtualThread(() -> {
            emit("close");
            try {
                session.close(new CloseReason(reason, null));
            } catch (IOException | IllegalStateException e) {
                log.debug("connection {} was closed already", session.getId(), e);
            }
        });
    }

    private static int sizeOf(Object message) {
        return message instanceof String text ? text.length() : ((byte[]) message).length;
    }
}
