package io.parley.gateway;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The gateway declines to pass a request on, says why, and when it is worth trying again. Carries no stack trace. */
final class Refusal extends RuntimeException {

    private final GatewayError error;
    private final @Nullable Duration retryAfter;

    Refusal(GatewayError error, String message) {
        this(error, message, null, null);
    }

    Refusal(GatewayError error, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.error = error;
        this.retryAfter = retryAfter;
    }

    static Refusal unavailable(String message, @Nullable Throwable cause) {
        return new Refusal(GatewayError.SERVICE_UNAVAILABLE, message, Duration.ofSeconds(1), cause);
    }

    static Refusal unauthorized(String message) {
        return new Refusal(GatewayError.UNAUTHORIZED, message);
    }

    GatewayError error() {
        return error;
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
