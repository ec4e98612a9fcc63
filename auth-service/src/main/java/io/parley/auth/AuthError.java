package io.parley.auth;

import io.parley.kit.web.ErrorCode;
import org.springframework.http.HttpStatus;

/** The refusals that auth-service can utter, besides the common ones. */
public enum AuthError implements ErrorCode {
    INVALID_CREDENTIALS(HttpStatus.UNAUTHORIZED),
    INVALID_REFRESH_TOKEN(HttpStatus.UNAUTHORIZED),
    INVALID_API_KEY(HttpStatus.UNAUTHORIZED),
    WRONG_PASSWORD(HttpStatus.BAD_REQUEST),
    TOO_MANY_FAILED_LOGINS(HttpStatus.TOO_MANY_REQUESTS),
    PASSWORD_CHECKS_BUSY(HttpStatus.SERVICE_UNAVAILABLE),
    EMAIL_TAKEN(HttpStatus.CONFLICT),
    LAST_OWNER(HttpStatus.CONFLICT),
    WHATSAPP_CREDENTIALS_REJECTED(HttpStatus.BAD_REQUEST),
    WHATSAPP_UNREACHABLE(HttpStatus.SERVICE_UNAVAILABLE),
    WHATSAPP_NUMBER_TAKEN(HttpStatus.CONFLICT),
    WHATSAPP_ACCOUNT_TAKEN(HttpStatus.CONFLICT),
    SETTINGS_CHANGED_MEANWHILE(HttpStatus.CONFLICT);

    private final HttpStatus status;

    AuthError(HttpStatus status) {
        this.status = status;
    }

    @Override
    public HttpStatus status() {
        return status;
    }
}
