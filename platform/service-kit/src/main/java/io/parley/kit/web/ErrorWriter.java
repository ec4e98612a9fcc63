package io.parley.kit.web;

import io.parley.kit.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** Renders the error envelope where no controller is reached: in filters and in security. */
public final class ErrorWriter {

    private final WebProperties properties;

    ErrorWriter(WebProperties properties) {
        this.properties = properties;
    }

    /** Writes the envelope as the whole answer. */
    public void write(HttpServletRequest request, HttpServletResponse response, ErrorCode code, String message)
            throws IOException {
        response.setStatus(code.status().value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(Json.events().writeValueAsBytes(envelope(request, code, message, null, null)));
    }

    ErrorEnvelope envelope(
            HttpServletRequest request,
            ErrorCode code,
            String message,
            @Nullable List<FieldProblem> problems,
            @Nullable Throwable cause) {
        var detail = properties.showsDetail() && cause != null ? cause.toString() : null;
        return new ErrorEnvelope(false, message, code.name(), RequestId.of(request), problems, detail);
    }
}
