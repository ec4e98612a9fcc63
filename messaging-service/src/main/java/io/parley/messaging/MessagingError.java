package io.parley.messaging;

import io.parley.kit.web.ErrorCode;
import org.springframework.http.HttpStatus;

/** The refusals of this service, beyond those that every service knows. */
public enum MessagingError implements ErrorCode {
    /** The tenant has connected no WhatsApp number with an access token. */
    WHATSAPP_NOT_CONFIGURED(HttpStatus.BAD_REQUEST);

    private final HttpStatus status;

    MessagingError(HttpStatus status) {
        this.status = status;
    }

    @Override
    public HttpStatus status() {
        return status;
    }
}
