package io.parley.stack.client;

import io.parley.stack.home.StackException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON over HTTP to one address. Safe for several threads. */
final class JsonHttp {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String BOUNDARY = "parley-command-line-4c1f0b7e";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final JsonMapper json = JsonMapper.shared();
    private final URI address;
    private final String remedy;

    /** {@code remedy} is what to do when nothing answers there. */
    JsonHttp(URI address, String remedy) {
        this.address = address;
        this.remedy = remedy;
    }

    Answer send(String method, String path, Object body, Map<String, String> headers) {
        return send(method, path, content(body), isEmpty(body) ? "" : "application/json", headers);
    }

    /** Posts a file as the part {@code file} of a form. */
    Answer upload(String path, String file, Map<String, String> headers) {
        var form = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"upload\"\r\n\r\n"
                + file + "\r\n--" + BOUNDARY + "--\r\n";
        var type = "multipart/form-data; boundary=" + BOUNDARY;
        return send("POST", path, HttpRequest.BodyPublishers.ofString(form), type, headers);
    }

    private Answer send(
            String method, String path, HttpRequest.BodyPublisher body, String type, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(TIMEOUT)
                .method(method, body)
                .header("Accept", "application/json");
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        headers.forEach(request::header);
        return send(method + " " + path, request.build());
    }

    /** Sends what is in a file, without reading it whole. */
    Answer put(String path, Path file) {
        try {
            var request = HttpRequest.newBuilder(address.resolve(path))
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/octet-stream")
                    .PUT(HttpRequest.BodyPublishers.ofFile(file));
            return send("PUT " + path, request.build());
        } catch (FileNotFoundException e) {
            throw new StackException("There is no file " + file, e);
        }
    }

    private Answer send(String what, HttpRequest request) {
        try {
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(what, response.statusCode(), parse(response.body()));
        } catch (ConnectException e) {
            throw new StackException("Nothing answers at " + address + ". " + remedy, e);
        } catch (IOException e) {
            throw new StackException(what + " at " + address + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted", e);
        }
    }

    private HttpRequest.BodyPublisher content(Object body) {
        return isEmpty(body)
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body));
    }

    private static boolean isEmpty(Object body) {
        return body instanceof Map<?, ?> map && map.isEmpty();
    }

    private JsonNode parse(String body) {
        try {
            return body.isBlank() ? json.createObjectNode() : json.readTree(body);
        } catch (JacksonException e) {
            return json.createObjectNode().put("message", body.strip());
        }
    }

    /** What came back. */
    record Answer(String request, int status, JsonNode body) {

        /** The body of a success; anything else ends the command with the server's own words. */
        JsonNode orFail() {
            if (status >= 200 && status < 300) {
                return body;
            }
            var message = new StringBuilder(request + " answered " + status + ": "
                    + body.path("message").asString(body.toString()));
            for (var error : body.path("errors")) {
                message.append("\n  ")
                        .append(error.path("field").asString(""))
                        .append(": ")
                        .append(error.path("message").asString(""));
            }
            throw new StackException(message.toString());
        }
    }
}
