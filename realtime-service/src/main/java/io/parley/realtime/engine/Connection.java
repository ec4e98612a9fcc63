package io.parley.realtime.engine;

import io.socket.engineio.server.Emitter.Listener;
import io.socket.engineio.server.EngineIoSocket;
import io.socket.engineio.server.parser.Packet;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One session, whatever it is carried by. It stands between the transport and the Socket.IO layer: it admits or refuses,
 * and lets nothing through that the layer above could be broken with.
 */
final class Connection {

    private static final char BINARY_EVENT = '5';
    private static final char BINARY_ACK = '6';
    private static final int MOST_ATTACHMENT_DIGITS = 3;
    private static final Duration OVERTAKING = Duration.ofMillis(100);

    private final EngineIoSocket socket;
    private final SocketServer server;
    private final List<Listener> socketIo;
    private final Set<String> namespaces = ConcurrentHashMap.newKeySet();
    private final PollBacklog waiting;
    private final Future<?> patience;

    private final AtomicReference<@Nullable Poll> polling = new AtomicReference<>();
    private final CountDownLatch leftPolling = new CountDownLatch(1);
    private volatile CountDownLatch polled = new CountDownLatch(1);
    private volatile boolean upgraded;
    private volatile boolean over;
    private final AtomicInteger upgrades = new AtomicInteger();

    /** The WebSocket, once the library has nothing more of this session that would have to be sent before. */
    private volatile @Nullable WebSocketLink link;

    /**
     * Takes the place of the listeners that the Socket.IO layer has just set up, and calls them for what passes.
     *
     * @param link the WebSocket that the session began with; null where it polls
     */
    Connection(EngineIoSocket socket, SocketServer server, @Nullable WebSocketLink link) {
        this.socket = socket;
        this.link = link;
        this.server = server;
        this.waiting = new PollBacklog(server.backlogs());
        this.upgraded = link != null;
        this.socketIo = socket.listeners("data");
        socket.off("data");
        socket.on("data", (Listener) arguments -> receive(arguments[0]));
        socket.on("upgrade", (Listener) arguments -> upgraded());
        socket.on("drain", (Listener) arguments -> waiting.drained());
        socket.on("close", (Listener) arguments -> ended());
        this.patience = server.timers()
                .schedule(
                        this::endUnlessConnected,
                        server.settings().connectTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void ended() {
        over = true;
        patience.cancel(false);
        waiting.drained();
        var poll = polling.get();
        if (poll != null) {
            poll.end();
        }
    }

    /** Whether the session has ended; a poll that came in meanwhile may not have been answered. */
    boolean isOver() {
        return over;
    }

    String id() {
        return socket.getId();
    }

    /** Whether it has left the polling transport behind, or never used it. */
    boolean isUpgraded() {
        return upgraded;
    }

    /** Takes note that one more WebSocket would take over, or that one is gone. */
    void upgrading(boolean now) {
        upgrades.addAndGet(now ? 1 : -1);
    }

    /**
     * Whether polling is left behind, or will be in a moment: a poll may overtake what its client said before on the WebSocket.
     * Blocks while that may be.
     */
    boolean isUpgradedByNow() {
        try {
            return upgraded || (upgrades.get() > 0 && leftPolling.await(OVERTAKING.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void upgraded() {
        upgraded = true;
        leftPolling.countDown();
    }

    /** Takes note of a poll; false where another one waits already, which ends the session. */
    boolean beginPoll(Poll poll) {
        return polling.compareAndSet(null, poll);
    }

    void endPoll() {
        polled = new CountDownLatch(1);
        polling.set(null);
    }

    /** Takes note that a poll waits for its answer. */
    void pollWaits() {
        polled.countDown();
    }

    /** Blocks until a poll waits, which may have been overtaken by what its client posted after it; a moment at most. */
    void awaitPoll() {
        try {
            var _ = upgraded || polled.await(OVERTAKING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes note that the library has upgraded to {@code to}, and sent there what had waited for a poll. */
    void tookOver(WebSocketLink to) {
        if (upgraded && link == null) {
            link = to;
        }
    }

    /** Never blocks; a connection with too much waiting is closed instead. */
    void send(OutgoingPacket packet) {
        var direct = link;
        if (direct != null) {
            direct.send(packet);
        } else if (server.knows(this)) {
            send(packet.text());
        }
    }

    private void send(String packet) {
        if (!upgraded && !waiting.admits(packet.length())) {
            close();
            return;
        }
        socket.send(new Packet<>(Packet.MESSAGE, packet));
    }

    /** Ends the session once its client has been told what waits, and that it is over; or when it does not ask in time. */
    void end() {
        Thread.startVirtualThread(socket::close);
    }

    private void endUnlessConnected() {
        if (namespaces.isEmpty()) {
            end();
        }
    }

    /**
     * Ends the session. Nothing more is taken from its client; the library tells a polling one when it asks, or forgets it
     * when it does not.
     */
    void close() {
        server.forget(this);
        Thread.startVirtualThread(socket::close);
    }

    /** Lets the client ask again for a namespace that it has left. */
    void left(String namespace) {
        namespaces.remove(namespace);
    }

    private void receive(Object data) {
        if (data instanceof String packet && ConnectPacket.is(packet)) {
            connect(packet);
            return;
        }
        var binary = data instanceof byte[] && server.settings().maxAttachments() > 0;
        if (binary || (data instanceof String packet && isAcceptable(packet))) {
            pass(data);
            return;
        }
        close();
    }

    private void connect(String packet) {
        var wish = ConnectPacket.read(packet).orElse(null);
        if (wish == null || namespaces.contains(wish.namespace())) {
            close();
            return;
        }
        if (server.offers(wish.namespace())) { // of others the library says itself that there are none
            var refusal = server.admission().refuse(id(), wish.namespace(), wish.auth());
            if (refusal.isPresent()) {
                send(wish.refusedFor(refusal.get()));
                return;
            }
            namespaces.add(wish.namespace());
        }
        pass(packet);
    }

    private boolean isAcceptable(String packet) {
        if (packet.isEmpty() || packet.charAt(0) < '1' || packet.charAt(0) > BINARY_ACK) {
            return false;
        }
        if (packet.charAt(0) != BINARY_EVENT && packet.charAt(0) != BINARY_ACK) {
            return true;
        }
        var dash = packet.indexOf('-');
        return dash > 1
                && dash <= 1 + MOST_ATTACHMENT_DIGITS
                && packet.substring(1, dash).chars().allMatch(Character::isDigit)
                && Integer.parseInt(packet.substring(1, dash))
                        <= server.settings().maxAttachments();
    }

    private void pass(Object data) {
        for (var listener : socketIo) {
            listener.call(data);
        }
    }
}
