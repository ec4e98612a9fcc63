package io.parley.analytics;

import io.parley.kit.web.ErrorCode;
import org.springframework.http.HttpStatus;

/** The refusals of this service, beyond those that every service knows. */
public enum AnalyticsError implements ErrorCode {
    /** Everything is being counted anew; until that is done figures would be too low. */
    ANALYTICS_REBUILDING(HttpStatus.SERVICE_UNAVAILABLE);

    private final HttpStatus status;

    AnalyticsError(HttpStatus status) {
        this.status = status;
    }

    @Override
    public HttpStatus status() {
        return status;
    }
}
