package io.parley.auth.settings;

import io.parley.kit.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** An answer of the Graph API, sorted by what it means for us. */
sealed interface GraphAnswer {

    /** The thing that was asked for. */
    record Found(JsonNode body) implements GraphAnswer {}

    /** Meta refuses, and would again. */
    record Refused(String reason) implements GraphAnswer {}

    int LONGEST = 1 << 20;
    int LONGEST_REASON = 500;

    /** Codes that speak of Meta's state or of rates, not of what was asked. */
    Set<Integer> TRANSIENT = Set.of(1, 2, 4, 17, 32, 341, 613, 80007, 80008, 130429, 131000, 131016, 131057, 133004);

    /** Throws {@link GraphUnreachable} for an answer that says nothing about the credentials. */
    static GraphAnswer of(int status, InputStream stream) throws IOException {
        if (status >= 500 || status == 429 || (status >= 300 && status < 400)) {
            throw new GraphUnreachable("status " + status);
        }
        var body = parse(stream.readNBytes(LONGEST));
        var error = body.path("error");
        if (!error.isObject()) {
            if (status >= 400) {
                throw new GraphUnreachable("status " + status + " without an error object");
            }
            return new Found(body);
        }
        var code = error.path("code").asInt(0);
        if (TRANSIENT.contains(code) || error.path("is_transient").asBoolean(false)) {
            throw new GraphUnreachable("error " + code);
        }
        return new Refused(reason(error, code));
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            return Json.events().readTree(bytes);
        } catch (JacksonException e) {
            throw new GraphUnreachable("an answer that is not JSON");
        }
    }

    private static String reason(JsonNode error, int code) {
        var message = error.path("message").asString("no reason given");
        var details = error.path("error_data").path("details").asString("");
        var text = details.isEmpty() ? message : message + ": " + details;
        return (text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) : text) + " (code " + code + ")";
    }
}
