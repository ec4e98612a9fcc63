package io.parley.auth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** What a settings page calls of Meta's Graph API, over HTTP: numbers, business accounts in pages, Meta's errors. */
final class FakeGraph {

    private static final Pattern NUMBER = Pattern.compile("/v25\\.0/([0-9]+)");
    private static final Pattern ACCOUNT = Pattern.compile("/v25\\.0/([0-9]+)/phone_numbers");
    private static final Pattern AFTER = Pattern.compile("after=page([0-9]+)%3D%3D");

    /** A number that exists; its answer may be made to fail. */
    public record Number(String id, String token, String display, Trouble trouble) {}

    /** How the Graph API can fail to answer. */
    public enum Trouble {
        NONE,
        SERVER_ERROR,
        RATE_LIMIT,
        HANG,
        RESET,
        HTML,
        REDIRECT
    }

    private final HttpServer server;
    private final Map<String, Number> numbers = new ConcurrentHashMap<>();
    private final Map<String, List<String>> accounts = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    FakeGraph() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** Makes the fake a bean and points the service at it. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Setup {

        @Bean
        FakeGraph fakeGraph() {
            return new FakeGraph();
        }

        @Bean
        DynamicPropertyRegistrar graphUrl(FakeGraph graph) {
            return registry -> registry.add("parley.settings.graph-url", graph::url);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Lets {@code token} speak for a number. */
    public void add(String id, String token) {
        add(new Number(id, token, "+1 555-010-" + id.substring(id.length() - 4), Trouble.NONE));
    }

    public void add(Number number) {
        numbers.put(number.id(), number);
    }

    public void addAccount(String id, List<String> numberIds) {
        accounts.put(id, numberIds);
    }

    /** Returns request lines that name {@code id}. */
    public List<String> requestsFor(String id) {
        return requests.stream().filter(line -> line.contains(id)).toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        var number = NUMBER.matcher(path);
        var account = ACCOUNT.matcher(path);
        if (number.matches()) {
            answerNumber(exchange, number.group(1));
        } else if (account.matches()) {
            answerAccount(exchange, account.group(1));
        } else {
            send(exchange, 400, error(2500, "Unknown path components: " + path));
        }
    }

    private void answerNumber(HttpExchange exchange, String id) throws IOException {
        var number = numbers.get(id);
        var token = bearer(exchange);
        if (number != null && number.trouble() != Trouble.NONE) {
            fail(exchange, number.trouble());
        } else if (numbers.values().stream().noneMatch(known -> known.token().equals(token))) {
            send(exchange, 401, error(190, "Malformed access token " + token));
        } else if (number == null || !number.token().equals(token)) {
            send(exchange, 400, error(100, "Unsupported get request. Object with ID '" + id + "' does not exist"));
        } else {
            send(exchange, 200, """
                    {"id":"%s","display_phone_number":"%s","verified_name":"Shop","quality_rating":"GREEN",
                     "status":"CONNECTED"}""".formatted(id, number.display()));
        }
    }

    /** One number a page, with a link that leads nowhere good. */
    private void answerAccount(HttpExchange exchange, String id) throws IOException {
        var ids = accounts.get(id);
        if (ids == null) {
            send(exchange, 400, error(100, "Unsupported get request. Object with ID '" + id + "' does not exist"));
            return;
        }
        var after = AFTER.matcher(String.valueOf(exchange.getRequestURI().getRawQuery()));
        var page = after.find() ? Integer.parseInt(after.group(1)) : 0;
        var paging = page + 1 < ids.size()
                ? "{\"cursors\":{\"after\":\"page%d==\"},\"next\":\"http://127.0.0.1:1/steal\"}".formatted(page + 1)
                : "{}";
        send(exchange, 200, "{\"data\":[{\"id\":\"%s\"}],\"paging\":%s}".formatted(ids.get(page), paging));
    }

    private static void fail(HttpExchange exchange, Trouble trouble) throws IOException {
        switch (trouble) {
            case NONE -> throw new IllegalStateException();
            case SERVER_ERROR -> send(exchange, 500, error(2, "Service temporarily unavailable"));
            case RATE_LIMIT -> send(exchange, 400, error(80007, "Rate limit issues"));
            case HANG -> {} // never answered
            case RESET -> exchange.close();
            case HTML -> send(exchange, 400, "<html>Bad Request</html>");
            case REDIRECT -> {
                exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/steal");
                send(exchange, 302, "");
            }
        }
    }

    private static String bearer(HttpExchange exchange) {
        var header = exchange.getRequestHeaders().getFirst("Authorization");
        return header != null && header.startsWith("Bearer ") ? header.substring(7) : "";
    }

    private static String error(int code, String message) {
        return """
                {"error":{"message":"%s","type":"OAuthException","code":%d,"fbtrace_id":"AbC"}}""".formatted(message, code);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
