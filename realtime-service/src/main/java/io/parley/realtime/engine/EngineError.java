package io.parley.realtime.engine;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The refusals of Engine.IO, with the codes and words that its clients know. */
enum EngineError {
    UNKNOWN_TRANSPORT(0, "Transport unknown", HttpServletResponse.SC_BAD_REQUEST),
    UNKNOWN_SESSION(1, "Session ID unknown", HttpServletResponse.SC_BAD_REQUEST),
    BAD_HANDSHAKE_METHOD(2, "Bad handshake method", HttpServletResponse.SC_BAD_REQUEST),
    BAD_REQUEST(3, "Bad request", HttpServletResponse.SC_BAD_REQUEST),
    PAYLOAD_TOO_LARGE(3, "Payload too large", HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE),
    TOO_MANY_CONNECTIONS(4, "Too many connections", HttpServletResponse.SC_SERVICE_UNAVAILABLE),
    UNSUPPORTED_PROTOCOL(5, "Unsupported protocol version", HttpServletResponse.SC_BAD_REQUEST);

    private final int code;
    private final String message;
    private final int status;

    EngineError(int code, String message, int status) {
        this.code = code;
        this.message = message;
        this.status = status;
    }

    void answer(HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.setStatus(status);
        response.setContentType("application/json");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getWriter().write("{\"code\":" + code + ",\"message\":\"" + message + "\"}");
    }
}
