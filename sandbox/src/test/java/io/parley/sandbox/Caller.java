package io.parley.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks HTTP to a sandbox: as the system under test at the Graph API, and as a tester at the control doors. */
final class Caller implements AutoCloseable {

    static final String TOKEN = "EAAG-token";

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String baseUrl;
    private final int fileOffset;

    Caller(String baseUrl) {
        this(baseUrl, 0);
    }

    private Caller(String baseUrl, int fileOffset) {
        this.baseUrl = baseUrl;
        this.fileOffset = fileOffset;
    }

    /** Returns the same with what follows of a file. */
    Caller at(int newFileOffset) {
        return new Caller(baseUrl, newFileOffset);
    }

    Answer get(String path) throws IOException {
        return call("GET", path, null, TOKEN);
    }

    Answer post(String path, String body) throws IOException {
        return call("POST", path, body, TOKEN);
    }

    Answer put(String path, String body) throws IOException {
        return call("PUT", path, body, TOKEN);
    }

    Answer delete(String path) throws IOException {
        return call("DELETE", path, null, TOKEN);
    }

    /** Bodies are written with single quotes, for the reader's sake, and labelled as {@code curl -d} does. */
    Answer call(String method, String path, @Nullable String body, @Nullable String token) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(Duration.ofMinutes(1))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("file_offset", Integer.toString(fileOffset))
                .method(
                        method,
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.replace('\'', '"')));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return new Answer(http.send(request.build(), BodyHandlers.ofString()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    Answer send(String phoneNumberId, String callbackData) throws IOException {
        return post("/v25.0/" + phoneNumberId + "/messages", text("+447700900123", callbackData));
    }

    static String text(String to, String callbackData) {
        return """
                {'messaging_product':'whatsapp','to':'%s','type':'text','text':{'body':'Hi'},
                 'biz_opaque_callback_data':'%s'}""".formatted(to, callbackData);
    }

    /** How often a callback data was accepted. */
    int accepted(String callbackData) throws IOException {
        return get("/sandbox/sends?callbackData=" + callbackData)
                .json()
                .get("sends")
                .size();
    }

    @Override
    public void close() {
        http.close();
    }

    /** An HTTP answer. */
    record Answer(HttpResponse<String> http) {

        int status() {
            return http.statusCode();
        }

        String text() {
            return http.body();
        }

        JsonNode json() {
            return JSON.readTree(http.body());
        }

        String wamid() {
            return json().at("/messages/0/id").stringValue();
        }

        JsonNode error() {
            return json().path("error");
        }

        int errorCode() {
            return error().path("code").asInt(0);
        }
    }
}
