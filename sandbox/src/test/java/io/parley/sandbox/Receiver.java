package io.parley.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.sandbox.meta.MetaJson;
import io.parley.sandbox.meta.WebhookSignature;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;
import tools.jackson.databind.JsonNode;

/** The system under test as Meta sees it: takes webhooks, checks their signature, answers as told. */
final class Receiver implements AutoCloseable {

    static final String SECRET = "s3cr3t-app-key";
    static final String VERIFY_TOKEN = "tok & abc";

    private final HttpServer server;
    private final List<Webhook> webhooks = new CopyOnWriteArrayList<>();
    private volatile IntSupplier answer = () -> 200;

    Receiver() {
        this(0);
    }

    Receiver(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        } catch (IOException taken) {
            throw new IllegalStateException(taken);
        }
        server.createContext("/hook", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port() + "/hook");
    }

    int port() {
        return server.getAddress().getPort();
    }

    void answers(IntSupplier status) {
        answer = status;
    }

    List<Webhook> webhooks() {
        return List.copyOf(webhooks);
    }

    /** Every POST that speaks of this message. */
    List<Webhook> about(String wamid) {
        return webhooks.stream()
                .filter(webhook -> webhook.text().contains(wamid))
                .toList();
    }

    /** Every status received for the message, in the order of arrival. */
    List<JsonNode> statuses(String wamid) {
        var found = new ArrayList<JsonNode>();
        for (var webhook : webhooks) {
            for (var status : webhook.value().path("statuses")) {
                if (wamid.equals(status.get("id").stringValue())) {
                    found.add(status);
                }
            }
        }
        return found;
    }

    List<String> statusNames(String wamid) {
        return statuses(wamid).stream()
                .map(status -> status.get("status").stringValue())
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if ("GET".equals(exchange.getRequestMethod())) {
                verify(exchange);
                return;
            }
            var body = exchange.getRequestBody().readAllBytes();
            var status = answer.getAsInt();
            webhooks.add(new Webhook(
                    body, String.valueOf(exchange.getRequestHeaders().getFirst("X-Hub-Signature-256")), status));
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private static void verify(HttpExchange exchange) throws IOException {
        var query = exchange.getRequestURI().getQuery();
        var challenge = query.replaceAll(".*hub\\.challenge=([0-9]+).*", "$1").getBytes(StandardCharsets.US_ASCII);
        var known = query.contains("hub.mode=subscribe") && query.endsWith("hub.verify_token=" + VERIFY_TOKEN);
        exchange.sendResponseHeaders(known ? 200 : 403, known ? challenge.length : -1);
        if (known) {
            exchange.getResponseBody().write(challenge);
        }
    }

    /** One POST as it came, and how it was answered. */
    record Webhook(byte[] body, String signature, int answeredWith) {

        boolean signedWith(String secret) {
            return WebhookSignature.sha256(body, secret).equals(signature);
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        JsonNode entry() {
            return MetaJson.readObject(body)
                    .orElseGet(MetaJson::object)
                    .path("entry")
                    .path(0);
        }

        JsonNode value() {
            return entry().path("changes").path(0).path("value");
        }
    }
}
