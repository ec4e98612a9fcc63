package io.parley.sandbox.graph;

import io.parley.sandbox.meta.GraphError;
import io.parley.sandbox.meta.MetaJson;
import java.util.Base64;
import java.util.random.RandomGenerator;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Answers as the Graph API does, down to the escapes and the trace id. */
@Component
class GraphAnswers {

    private static final String JSON = "application/json; charset=UTF-8";

    private final RandomGenerator random;

    GraphAnswers(RandomGenerator random) {
        this.random = random;
    }

    ResponseEntity<byte[]> ok(ObjectNode body) {
        return answer(200, body, traceId());
    }

    ResponseEntity<byte[]> success() {
        return ok(MetaJson.object().put("success", true));
    }

    ResponseEntity<byte[]> error(GraphError error) {
        var traceId = traceId();
        return answer(error.httpStatus(), error.toJson(traceId), traceId);
    }

    private static ResponseEntity<byte[]> answer(int status, ObjectNode body, String traceId) {
        return ResponseEntity.status(status)
                .header(HttpHeaders.CONTENT_TYPE, JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("x-fb-trace-id", traceId)
                .body(MetaJson.write(body));
    }

    private String traceId() {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return "A" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
