package io.parley.embedded;

import org.jspecify.annotations.Nullable;

/** An embedded server could not be started; the message says why in words meant for the person who started it. */
public class EmbeddedServerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EmbeddedServerException(String message) {
        this(message, null);
    }

    EmbeddedServerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
