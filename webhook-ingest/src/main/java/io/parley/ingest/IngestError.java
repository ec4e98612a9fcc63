package io.parley.ingest;

import io.parley.kit.web.ErrorCode;
import org.springframework.http.HttpStatus;

/** The refusals of this service, beyond those that every service knows. */
public enum IngestError implements ErrorCode {
    /** The event's body was erased together with the customer whom it was about. */
    WEBHOOK_BODY_ERASED(HttpStatus.GONE);

    private final HttpStatus status;

    IngestError(HttpStatus status) {
        this.status = status;
    }

    @Override
    public HttpStatus status() {
        return status;
    }
}
