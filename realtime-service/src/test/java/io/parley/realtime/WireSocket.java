package io.parley.realtime;

import io.parley.kit.json.Json;
import io.parley.testkit.Patience;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One WebSocket, packet by packet. Answers pings by itself where it is told to, and keeps who is present apart. */
final class WireSocket implements WebSocket.Listener, AutoCloseable {

    private static final Duration PATIENCE = Patience.SOON;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final LinkedBlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Object> present = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Object> pongs = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final StringBuilder text = new StringBuilder();
    private final boolean answersPings;
    private final WebSocket socket;
    private volatile int code;

    private WireSocket(String base, String query, boolean answersPings) {
        this.answersPings = answersPings;
        this.socket = CLIENT.newWebSocketBuilder()
                .buildAsync(URI.create(base.replace("http", "ws") + "/socket.io/?" + query), this)
                .join();
    }

    static WireSocket raw(String base, String query) {
        return new WireSocket(base, query, false);
    }

    /** Opens a session; the packet that opens it has been heard. */
    static WireSocket open(String base) {
        var opened = new WireSocket(base, "EIO=4&transport=websocket", true);
        opened.next();
        return opened;
    }

    /** Connects as {@code auth} says; throws where it is refused. */
    static WireSocket connect(String base, Map<String, ?> auth) {
        var opened = open(base);
        opened.send("40" + Json.events().writeValueAsString(auth));
        var answer = opened.next().toString();
        if (!answer.startsWith("40")) {
            throw new IllegalStateException(answer);
        }
        return opened;
    }

    void send(String packet) {
        socket.sendText(packet, true).join();
    }

    /** Sends one packet in a frame for each part. */
    void sendInParts(String... parts) {
        for (var number = 0; number < parts.length; number++) {
            socket.sendText(parts[number], number == parts.length - 1).join();
        }
    }

    void ping(String text) {
        socket.sendPing(StandardCharsets.UTF_8.encode(text)).join();
    }

    /** Returns what the next answer to a ping says. */
    String pong() {
        return next(pongs).toString();
    }

    void send(byte[] packet) {
        socket.sendBinary(ByteBuffer.wrap(packet), true).join();
    }

    void emit(String event, Object argument, int ack) {
        send("42" + ack + Json.events().writeValueAsString(List.of(event, argument)));
    }

    /** Emits an event, or does nothing where the connection is gone. */
    void emitQuietly(String event, Object argument, int ack) {
        socket.sendText("42" + ack + Json.events().writeValueAsString(List.of(event, argument)), true)
                .exceptionally(problem -> socket)
                .join();
    }

    /** Asks for something and returns the answer; events that come meanwhile are heard later. */
    JsonNode ask(String event, Object argument) {
        emit(event, argument, 7);
        for (var waiting = new ArrayList<Object>(); ; ) {
            var packet = next();
            if (packet instanceof String answer && answer.startsWith("437")) {
                heard.addAll(waiting);
                return Json.events().readTree(answer.substring(3)).get(0);
            }
            waiting.add(packet);
        }
    }

    /** Returns the next packet. */
    Object next() {
        return next(heard);
    }

    /** Returns the next event that says who is present: its name and arguments. */
    JsonNode presence() {
        return Json.events().readTree(next(present).toString().substring(2));
    }

    /** Whether nothing new is said of who is present for a while. */
    boolean presenceRests(Duration duration) {
        return isSilent(present, duration);
    }

    private static Object next(LinkedBlockingQueue<Object> from) {
        try {
            var packet = from.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (packet == null) {
                throw new IllegalStateException("nothing was heard");
            }
            return packet;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns the next event: its name and arguments. */
    JsonNode event() {
        return Json.events().readTree(next().toString().substring(2));
    }

    /** Returns the events that were heard and not yet returned. */
    List<JsonNode> events() {
        var packets = new ArrayList<Object>();
        heard.drainTo(packets);
        return packets.stream()
                .map(packet -> Json.events().readTree(packet.toString().substring(2)))
                .toList();
    }

    /** Whether nothing is heard for a while. */
    boolean isSilent(Duration duration) {
        return isSilent(heard, duration);
    }

    private static boolean isSilent(LinkedBlockingQueue<Object> queue, Duration duration) {
        try {
            return queue.poll(duration.toMillis(), TimeUnit.MILLISECONDS) == null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Returns the code that the server closed with; 0 where it has not, or the connection broke. */
    int code() {
        return code;
    }

    boolean isClosedWithin(Duration duration) {
        try {
            return closed.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            var packet = text.toString();
            text.setLength(0);
            if (packet.equals("2") && answersPings) {
                from.sendText("3", true);
            } else {
                (packet.startsWith("42[\"presence\"") ? present : heard).add(packet);
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        var bytes = new byte[data.remaining()];
        data.get(bytes);
        heard.add(bytes);
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer data) {
        pongs.add(StandardCharsets.UTF_8.decode(data).toString());
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        code = status;
        closed.countDown();
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable problem) {
        closed.countDown();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
