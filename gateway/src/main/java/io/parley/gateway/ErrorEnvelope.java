package io.parley.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** The body of every answer that is not a success, as all of Parley's services write it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ErrorEnvelope(
        boolean success,
        String message,
        String code,
        String requestId,
        @Nullable String error,
        @Nullable Object data) {

    static ErrorEnvelope of(GatewayError error, String message, String requestId) {
        return new ErrorEnvelope(false, message, error.name(), requestId, null, null);
    }

    ErrorEnvelope withDetail(String detail) {
        return new ErrorEnvelope(success, message, code, requestId, detail, data);
    }

    ErrorEnvelope withData(Object value) {
        return new ErrorEnvelope(success, message, code, requestId, error, value);
    }
}
