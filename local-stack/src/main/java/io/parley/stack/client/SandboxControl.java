package io.parley.stack.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The control doors of a sandbox: what its customers write, what becomes of messages, which numbers there are. */
public final class SandboxControl {

    private final JsonHttp http;

    public SandboxControl(URI address) {
        this.http = new JsonHttp(
                address,
                "The sandbox runs with ./parley up, unless META_GRAPH_URL or --no-sandbox is given; --port says"
                        + " which.");
    }

    /** Writes as a customer; the answer names the message ids and the status that the webhook was answered with. */
    public JsonNode inbound(Map<String, Object> message) {
        return http.send("POST", "/sandbox/inbound", message, Map.of()).orFail();
    }

    /**
     * Hands a customer of a number a file to send; the answer has the file's id.
     *
     * @param phoneNumberId null for the number used last
     */
    public JsonNode hand(Path file, @Nullable String phoneNumberId) {
        var query = "?filename=" + encoded(String.valueOf(file.getFileName()))
                + (phoneNumberId == null ? "" : "&phoneNumberId=" + encoded(phoneNumberId));
        return http.put("/sandbox/media" + query, file).orFail();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Writes as the business on its own phone; the answer is that of {@link #inbound}. */
    public JsonNode echo(Map<String, Object> message) {
        return http.send("POST", "/sandbox/echo", message, Map.of()).orFail();
    }

    /** Reports the status of a message; the answer has the status that the webhook was answered with. */
    public JsonNode status(Map<String, Object> report) {
        return http.send("POST", "/sandbox/status", report, Map.of()).orFail();
    }

    /** Changes a template as WhatsApp would; the answer has the status that the webhook was answered with. */
    public JsonNode template(Map<String, Object> change) {
        return http.send("POST", "/sandbox/template", change, Map.of()).orFail();
    }

    /** Decides how the review of a template to come will end. */
    public void review(Map<String, Object> verdict) {
        http.send("PUT", "/sandbox/reviews", verdict, Map.of()).orFail();
    }

    /** Defines a number with its token; one that exists is replaced. */
    public void define(ParleyApi.Number number, String displayPhoneNumber, String verifiedName) {
        var body = Map.of(
                "displayPhoneNumber",
                displayPhoneNumber,
                "verifiedName",
                verifiedName,
                "businessAccountId",
                number.businessAccountId(),
                "accessToken",
                number.accessToken());
        http.send("PUT", "/sandbox/numbers/" + number.phoneNumberId(), body, Map.of())
                .orFail();
    }
}
