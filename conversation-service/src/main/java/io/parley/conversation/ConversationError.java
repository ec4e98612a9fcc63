package io.parley.conversation;

import io.parley.kit.web.ErrorCode;
import org.springframework.http.HttpStatus;

/** The refusals of this service, beyond those that every service knows. */
public enum ConversationError implements ErrorCode {
    /** The caller's {@code version} is not the conversation's any more. */
    CONVERSATION_CHANGED(HttpStatus.CONFLICT);

    private final HttpStatus status;

    ConversationError(HttpStatus status) {
        this.status = status;
    }

    @Override
    public HttpStatus status() {
        return status;
    }
}
