package io.parley.realtime.engine;

import io.socket.engineio.server.EngineIoWebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket as the library sees it. Writing never blocks: frames wait in a queue while the network takes an earlier
 * one, and a client that lets too much pile up is cut off.
 */
final class WebSocketLink extends EngineIoWebSocket {

    private static final Logger log = LoggerFactory.getLogger(WebSocketLink.class);

    /** How long the network may take the last words. */
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final CoreSession session;
    private final Map<String, String> query;
    private final int maxPayload;
    private final Backlogs backlogs;
    private final ScheduledExecutorService timers;
    private final Farewells farewells;
    private final ArrayDeque<Frame> queue = new ArrayDeque<>(1);
    private final Pump pump = new Pump();
    private final AtomicBoolean told = new AtomicBoolean();

    private long queued;
    private boolean closing;
    private boolean ending;
    private @Nullable Future<?> farewell;

    WebSocketLink(CoreSession session, Map<String, String> query, SocketServer server) {
        this.session = session;
        this.query = query;
        this.maxPayload = server.settings().maxPayload();
        this.backlogs = server.backlogs();
        this.timers = server.timers();
        this.farewells = server.farewells();
        farewells.opened();
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
        offer(new Frame(OpCode.TEXT, Handshake.completed(message, maxPayload)));
    }

    @Override
    public void write(byte[] message) {
        offer(new Frame(OpCode.BINARY, ByteBuffer.wrap(message)));
    }

    /** Sends a packet past the library, which would encode it once more. */
    void send(OutgoingPacket packet) {
        offer(packet.frame());
    }

    /** Closes once what waits has been sent. */
    @Override
    public void close() {
        synchronized (queue) {
            if (closing) {
                return;
            }
            closing = true;
        }
        pump.iterate();
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
    void reject(int reason) {
        abandon();
        end(reason);
    }

    /** Takes note that the connection is gone. */
    void ended() {
        abandon();
        told();
        synchronized (queue) {
            ending = true;
            if (farewell != null) {
                farewell.cancel(false);
            }
        }
    }

    private void offer(Frame frame) {
        var size = frame.getPayloadLength();
        synchronized (queue) {
            if (closing) {
                return;
            }
            if (!backlogs.admits(queue.size() + 1, queued + size)) {
                closing = true;
                Thread.startVirtualThread(this::cutOff);
                return;
            }
            queue.add(frame);
            queued += size;
            backlogs.add(size);
        }
        pump.iterate();
    }

    private @Nullable Frame next() {
        synchronized (queue) {
            var next = queue.poll();
            if (next != null) {
                queued -= next.getPayloadLength();
                backlogs.remove(next.getPayloadLength());
            }
            return next;
        }
    }

    private boolean isClosing() {
        synchronized (queue) {
            return closing;
        }
    }

    private void cutOff() {
        backlogs.countCut();
        reject(CloseStatus.TRY_AGAIN_LATER);
    }

    /** On a thread of its own: the library's locks are not held. Who does not take the farewell is cut off without. */
    private void end(int reason) {
        synchronized (queue) {
            if (ending) {
                return;
            }
            ending = true;
            farewell = timers.schedule(
                    () -> Thread.startVirtualThread(session::abort), FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        }
        Thread.startVirtualThread(() -> {
            emit("close");
            session.close(reason, null, Callback.from(this::told));
        });
    }

    private void told() {
        if (told.compareAndSet(false, true)) {
            farewells.told();
        }
    }

    /** Hands one frame after the other to the network, as it takes them. */
    private final class Pump extends IteratingCallback {

        @Override
        protected Action process() {
            var closes = isClosing(); // before what waits is looked at: nothing is added any more after it
            var next = next();
            if (next == null) {
                return closes ? Action.SUCCEEDED : Action.IDLE;
            }
            session.sendFrame(next, this, false);
            return Action.SCHEDULED;
        }

        @Override
        protected void onCompleteSuccess() {
            end(CloseStatus.NORMAL);
        }

        @Override
        protected void onCompleteFailure(Throwable cause) {
            log.debug("a connection broke while it was written to", cause);
            reject(CloseStatus.SERVER_ERROR);
        }
    }
}
