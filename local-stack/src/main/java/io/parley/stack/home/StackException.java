package io.parley.stack.home;

import org.jspecify.annotations.Nullable;

/** Something a command cannot do; the message is all that the person who gave the command gets to see. */
public class StackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StackException(String message) {
        this(message, null);
    }

    public StackException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
