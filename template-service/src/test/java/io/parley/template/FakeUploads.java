package io.parley.template;

import com.sun.net.httpserver.HttpExchange;
import io.parley.kit.json.Json;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Meta's resumable uploads. A file whose name begins with "broken" does not get further than its third byte at first. */
final class FakeUploads {

    static final String APP = "4711";

    /** What has arrived of each file, by its name in plain letters. */
    private final Map<String, ByteArrayOutputStream> files = new ConcurrentHashMap<>();

    final Map<String, String> types = new ConcurrentHashMap<>();
    final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();

    boolean takes(String path) {
        return path.endsWith("/app") || path.endsWith("/" + APP + "/uploads") || path.contains("/upload:");
    }

    /** Returns what is to be answered; empty where the connection is cut. */
    String answer(HttpExchange exchange, byte[] body) {
        var uri = exchange.getRequestURI();
        if (uri.getPath().endsWith("/app")) {
            return json("id", APP);
        }
        if (uri.getPath().endsWith("/uploads")) {
            var name = parameter(uri.getRawQuery(), "file_name").replaceAll("[^a-zA-Z0-9.]", "_");
            files.put(name, new ByteArrayOutputStream());
            types.put(name, parameter(uri.getRawQuery(), "file_type"));
            return json("id", "upload:" + name + "?sig=AR" + name.length());
        }
        var name = uri.getPath().substring(uri.getPath().indexOf("upload:") + "upload:".length());
        var file = file(name);
        if (exchange.getRequestMethod().equals("GET")) {
            return json("file_offset", file.size());
        }
        return receive(exchange, name, body);
    }

    private String receive(HttpExchange exchange, String name, byte[] body) {
        var file = file(name);
        var first = attempts.computeIfAbsent(name, _ -> new AtomicInteger()).getAndIncrement() == 0;
        var ours = exchange.getRequestHeaders().getFirst("Authorization").startsWith("OAuth ")
                && Integer.parseInt(exchange.getRequestHeaders().getFirst("file_offset")) == file.size();
        if (!ours) {
            return "{}";
        }
        if (first && name.startsWith("broken")) {
            file.write(body, 0, 3);
            return "";
        }
        file.writeBytes(body);
        return json("h", "4::" + name);
    }

    ByteArrayOutputStream file(String name) {
        return Objects.requireNonNull(files.get(name));
    }

    private static String json(String field, Object value) {
        return Json.events().writeValueAsString(Map.of(field, value));
    }

    private static String parameter(String query, String name) {
        for (var pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        throw new IllegalArgumentException("query: " + query + " (expected: one with " + name + ")");
    }
}
