package io.parley.contact;

import io.parley.kit.web.ErrorCode;
import org.springframework.http.HttpStatus;

/** The refusals of this service, beyond those that every service knows. */
public enum ContactError implements ErrorCode {
    /** Another contact of the tenant has this phone number or user id. */
    CONTACT_EXISTS(HttpStatus.CONFLICT),
    /** The file cannot be read as CSV, or its header names nothing that Parley knows. */
    CSV_UNREADABLE(HttpStatus.BAD_REQUEST),
    /** The tenant has as many unfinished imports as it may have. */
    TOO_MANY_IMPORTS(HttpStatus.TOO_MANY_REQUESTS);

    private final HttpStatus status;

    ContactError(HttpStatus status) {
        this.status = status;
    }

    @Override
    public HttpStatus status() {
        return status;
    }
}
