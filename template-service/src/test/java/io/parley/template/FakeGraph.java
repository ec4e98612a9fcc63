package io.parley.template;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.kit.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The Graph API's calls about templates, over HTTP. It takes whatever it gets, two on a page; each account is apart. */
final class FakeGraph {

    private static final FakeGraph SHARED = new FakeGraph();
    private static final AtomicLong IDS = new AtomicLong(900_100);

    private final HttpServer server;
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    /** What can go wrong with the next call that changes something. */
    enum Trouble {
        LOSE_ANSWER,
        LOSE_REQUEST,
        REFUSE,
        RATE_LIMIT
    }

    /** What Meta has of one business account. */
    static final class Account {

        final List<ObjectNode> templates = new CopyOnWriteArrayList<>();
        final List<String> requests = new CopyOnWriteArrayList<>();
        final ConcurrentLinkedQueue<Trouble> troubles = new ConcurrentLinkedQueue<>();
        volatile boolean hidesFromLists;

        ObjectNode add(String name, String status) {
            var template = Json.events().createObjectNode();
            template.put("id", String.valueOf(IDS.incrementAndGet()));
            template.put("name", name)
                    .put("language", "en")
                    .put("category", "UTILITY")
                    .put("status", status);
            template.putArray("components").addObject().put("type", "BODY").put("text", "Hello " + name);
            templates.add(template);
            return template;
        }

        long count(String method) {
            return requests.stream().filter(line -> line.startsWith(method)).count();
        }
    }

    final FakeUploads uploads = new FakeUploads();

    private FakeGraph() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    static FakeGraph shared() {
        return SHARED;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Account account(String id) {
        return accounts.computeIfAbsent(id, unused -> new Account());
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath().split("/", -1);
        var body = exchange.getRequestBody().readAllBytes();
        if (uploads.takes(exchange.getRequestURI().getPath())) {
            var answer = uploads.answer(exchange, body);
            if (answer.isEmpty()) {
                exchange.close();
            } else {
                send(exchange, 200, answer);
            }
        } else if (path.length == 4 && path[3].equals("message_templates")) {
            ofAccount(exchange, account(path[2]), body);
        } else if (path.length == 3 && exchange.getRequestMethod().equals("POST")) {
            edit(exchange, path[2], body);
        } else {
            send(exchange, 400, error(2500, 0, "Unknown path components", ""));
        }
    }

    private void ofAccount(HttpExchange exchange, Account account, byte[] body) throws IOException {
        var method = exchange.getRequestMethod();
        account.requests.add(method + " " + exchange.getRequestURI());
        var trouble = method.equals("GET") ? null : account.troubles.poll();
        if (isOver(exchange, trouble)) {
            return;
        }
        switch (method) {
            case "GET" -> list(exchange, account);
            case "POST" -> {
                var template = (ObjectNode) Json.events().readTree(body);
                template.put("id", String.valueOf(IDS.incrementAndGet())).put("status", "PENDING");
                account.templates.add(template);
                reply(exchange, trouble, """
                        {"id":"%s","status":"PENDING","category":"%s"}""".formatted(
                                template.path("id").asString(),
                                template.path("category").asString()));
            }
            default -> {
                var id = parameter(exchange, "hsm_id");
                var name = parameter(exchange, "name");
                account.templates.removeIf(one -> one.path("name").asString().equals(name)
                        && (id == null || one.path("id").asString().equals(id)));
                reply(exchange, trouble, "{\"success\":true}");
            }
        }
    }

    private void edit(HttpExchange exchange, String id, byte[] body) throws IOException {
        for (var account : accounts.values()) {
            for (var template : account.templates) {
                if (template.path("id").asString().equals(id)) {
                    account.requests.add("EDIT " + id);
                    template.set("components", Json.events().readTree(body).path("components"));
                    template.put("status", "PENDING");
                    send(exchange, 200, "{\"success\":true}");
                    return;
                }
            }
        }
        send(exchange, 400, error(100, 33, "Unsupported post request", ""));
    }

    private static boolean isOver(HttpExchange exchange, @Nullable Trouble trouble) throws IOException {
        if (trouble == null || trouble == Trouble.LOSE_ANSWER) {
            return false;
        }
        switch (trouble) {
            case LOSE_REQUEST -> exchange.close();
            case REFUSE ->
                send(exchange, 400, error(100, 2388293, "Invalid parameter", "This template has too many variables."));
            default -> {
                exchange.getResponseHeaders()
                        .set(
                                "X-Business-Use-Case-Usage",
                                "{\"1\":[{\"type\":\"x\",\"estimated_time_to_regain_access\":7}]}");
                send(exchange, 400, error(80007, 0, "Rate limit issues", ""));
            }
        }
        return true;
    }

    private static void list(HttpExchange exchange, Account account) throws IOException {
        var name = parameter(exchange, "name");
        var all = new ArrayList<>(account.templates);
        all.removeIf(one -> account.hidesFromLists
                || (name != null && !one.path("name").asString().equals(name)));
        var after = parameter(exchange, "after");
        var from = after == null ? 0 : Integer.parseInt(after);
        var to = Math.min(all.size(), from + 2);
        var page = Json.events().createObjectNode();
        all.subList(from, to).forEach(page.putArray("data")::add);
        var paging = page.putObject("paging");
        paging.putObject("cursors").put("before", "x").put("after", String.valueOf(to));
        if (to < all.size()) {
            paging.put("next", "http://127.0.0.1:1/steal");
        }
        send(exchange, 200, page.toString());
    }

    private static @Nullable String parameter(HttpExchange exchange, String name) {
        for (var pair : String.valueOf(exchange.getRequestURI().getQuery()).split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        return null;
    }

    private static void reply(HttpExchange exchange, @Nullable Trouble trouble, String body) throws IOException {
        if (trouble == Trouble.LOSE_ANSWER) {
            exchange.close();
        } else {
            send(exchange, 200, body);
        }
    }

    private static String error(int code, int subcode, String message, String forUsers) {
        return """
                {"error":{"message":"%s","type":"OAuthException","code":%d,"error_subcode":%d,"error_user_msg":"%s"}}""".formatted(message, code, subcode, forUsers);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
