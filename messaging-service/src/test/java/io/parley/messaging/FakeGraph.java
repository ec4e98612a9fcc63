package io.parley.messaging;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.kit.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * The Graph API's send call on a real socket, with a ledger of what it has accepted. What a text says decides how it is
 * answered, so that tests of one context do not disturb each other.
 */
final class FakeGraph {

    static final String REFUSE = "refuse";
    /** What a token contains that is no longer good. */
    static final String EXPIRED = "expired";

    static final String THROTTLE_ONCE = "throttle once";
    static final String HANG_UP_AFTER = "hang up after accepting";
    static final String FAIL_AFTER = "fail after accepting";

    /** What a token contains whose read receipts fail at first. */
    static final String STUMBLING = "stumbling";

    /** What a token contains whose read receipts are refused. */
    static final String UNWANTED = "unwanted";

    /** A read receipt that was taken. */
    record Receipt(String phoneNumberId, JsonNode body) {}

    /** An accepted message; {@code at} is when, by {@link System#nanoTime()}. */
    record Send(String phoneNumberId, String token, JsonNode body, String wamid, long at) {}

    /** Followed by the contact that the answer is to carry. */
    static final String KNOWN_AS = "known as ";

    private static final FakeGraph INSTANCE = start();

    private final HttpServer server;
    private final List<Send> accepted = new CopyOnWriteArrayList<>();
    private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> receiptTries = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> refused = new ConcurrentHashMap<>();
    private final Map<String, Consumer<Send>> before = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final FakeGraphFiles files;

    private FakeGraph(HttpServer server) {
        this.server = server;
        this.files = new FakeGraphFiles(url());
    }

    FakeGraphFiles files() {
        return files;
    }

    static FakeGraph shared() {
        return INSTANCE;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Everything accepted for a number, in order. */
    List<Send> accepted(String phoneNumberId) {
        return accepted.stream()
                .filter(send -> send.phoneNumberId().equals(phoneNumberId))
                .toList();
    }

    void forget(String phoneNumberId) {
        accepted.removeIf(send -> send.phoneNumberId().equals(phoneNumberId));
    }

    /** The read receipts taken for a number, in order. */
    List<Receipt> receipts(String phoneNumberId) {
        return receipts.stream()
                .filter(receipt -> receipt.phoneNumberId().equals(phoneNumberId))
                .toList();
    }

    /** How often a number tried to tell that something was read. */
    int receiptTries(String phoneNumberId) {
        var times = receiptTries.get(phoneNumberId);
        return times == null ? 0 : times.get();
    }

    /** Lets something happen after a number's message was accepted and before that is answered. */
    void beforeAnswer(String phoneNumberId, Consumer<Send> then) {
        before.put(phoneNumberId, then);
    }

    /** How often the token of a number was refused. */
    int refused(String phoneNumberId) {
        var times = refused.get(phoneNumberId);
        return times == null ? 0 : times.get();
    }

    List<Send> accepted(Predicate<Send> wanted) {
        return accepted.stream().filter(wanted).toList();
    }

    private static FakeGraph start() {
        try {
            var graph = new FakeGraph(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            graph.server.createContext("/", graph::answer);
            graph.server.setExecutor(task -> Thread.ofVirtual().start(task));
            graph.server.start();
            return graph;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (files.answer(exchange)) {
            return;
        }
        var body = Json.events().readTree(exchange.getRequestBody().readAllBytes());
        var text = body.path("text").path("body").asString("");
        var number = exchange.getRequestURI().getPath().split("/", -1)[2];
        if (body.has("status")) {
            answerReceipt(exchange, number, body);
            return;
        }
        var tried = tries.computeIfAbsent(body.path("biz_opaque_callback_data").asString(""), id -> new AtomicInteger())
                .incrementAndGet();
        if (text.startsWith(REFUSE)) {
            reply(exchange, 400, "{\"error\":{\"message\":\"(#131047) Re-engagement message\",\"code\":131047}}");
            return;
        }
        if (text.startsWith(THROTTLE_ONCE) && tried == 1) {
            reply(exchange, 400, "{\"error\":{\"message\":\"(#130429) Rate limit hit\",\"code\":130429}}");
            return;
        }
        var token = exchange.getRequestHeaders().getFirst("Authorization");
        if (token != null && token.contains(EXPIRED)) {
            refused.computeIfAbsent(number, one -> new AtomicInteger()).incrementAndGet();
            reply(exchange, 401, "{\"error\":{\"message\":\"Session has expired\",\"code\":190}}");
            return;
        }
        var file = body.path(body.path("type").asString("")).path("id").asString("");
        if (!file.isEmpty() && !files.isUploaded(number, file)) {
            reply(
                    exchange,
                    400,
                    "{\"error\":{\"message\":\"(#131009) Parameter value is not valid\",\"code\":131009}}");
            return;
        }
        var wamid = "wamid.out" + count.incrementAndGet();
        var send = new Send(number, String.valueOf(token), body, wamid, System.nanoTime());
        accepted.add(send);
        before.getOrDefault(number, one -> {}).accept(send);
        if (text.startsWith(HANG_UP_AFTER)) {
            exchange.close();
        } else if (text.startsWith(FAIL_AFTER)) {
            reply(exchange, 500, "{\"error\":{\"message\":\"Service temporarily unavailable\",\"code\":2}}");
        } else {
            var knownAs = text.startsWith(KNOWN_AS) ? text.substring(KNOWN_AS.length()) : "";
            reply(
                    exchange,
                    200,
                    "{\"messaging_product\":\"whatsapp\",\"contacts\":[" + knownAs + "],\"messages\":[{\"id\":\""
                            + wamid + "\"}]}");
        }
    }

    private void answerReceipt(HttpExchange exchange, String number, JsonNode body) throws IOException {
        var token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        var tried =
                receiptTries.computeIfAbsent(number, one -> new AtomicInteger()).incrementAndGet();
        if (token.contains(UNWANTED)) {
            reply(exchange, 400, "{\"error\":{\"message\":\"Invalid parameter\",\"code\":100}}");
        } else if (token.contains(STUMBLING) && tried == 1) {
            reply(exchange, 500, "{\"error\":{\"message\":\"Service temporarily unavailable\",\"code\":2}}");
        } else {
            receipts.add(new Receipt(number, body));
            reply(exchange, 200, "{\"success\":true}");
        }
    }

    static void reply(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
