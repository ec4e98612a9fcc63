package io.parley.testkit;

import io.parley.contract.Role;
import io.parley.kit.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Calls a service over a real socket, as a front end would. Immutable; each call blocks for its answer. */
public final class Api {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();

    private static final String BOUNDARY = "----parley-test-boundary";

    private final String baseUrl;
    private final Map<String, String> headers;

    /** Calls {@code baseUrl} without a token. */
    public Api(String baseUrl) {
        this(baseUrl, Map.of());
    }

    private Api(String baseUrl, Map<String, String> headers) {
        this.baseUrl = baseUrl;
        this.headers = headers;
    }

    /** Returns the same with an access token. */
    public Api as(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** Returns the same as a user of {@code tenant}. */
    public Api as(TestTenant tenant, Role role) {
        return as(tenant.token(role));
    }

    /** Returns the same with one more header. */
    public Api with(String name, String value) {
        var more = new TreeMap<>(headers);
        more.put(name, value);
        return new Api(baseUrl, more);
    }

    public String baseUrl() {
        return baseUrl;
    }

    public Answer get(String path) {
        return call("GET", path, null);
    }

    /** Posts {@code body}: text and bytes as they are, anything else as JSON. */
    public Answer post(String path, Object body) {
        return call("POST", path, body);
    }

    /** Posts a form (RFC 7578) with {@code content} as its part {@code file}. */
    public Answer upload(String path, String filename, byte[] content) {
        var form = new ByteArrayOutputStream();
        form.writeBytes(bytesOf("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + filename + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"));
        form.writeBytes(content);
        form.writeBytes(bytesOf("\r\n--" + BOUNDARY + "--\r\n"));
        return with("Content-Type", "multipart/form-data; boundary=" + BOUNDARY).post(path, form.toByteArray());
    }

    public Answer patch(String path, Object body) {
        return call("PATCH", path, body);
    }

    public Answer delete(String path) {
        return call("DELETE", path, null);
    }

    /** Sends any method. */
    public Answer call(String method, String path, @Nullable Object body) {
        var request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(Duration.ofMinutes(2))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytesOf(body)));
        if (body != null && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            var response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytesOf(Object body) {
        return switch (body) {
            case byte[] bytes -> bytes;
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            default -> Json.events().writeValueAsBytes(body);
        };
    }

    /** What came back. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Answer(int status, HttpHeaders headers, byte[] body) {

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            return Json.events().readTree(body);
        }

        /** Returns what stands under {@code data} in the envelope. */
        public JsonNode data() {
            return json().path("data");
        }

        @Override
        public String toString() {
            return status + " " + text();
        }
    }
}
