package io.parley.sandbox.fault;

/** The ways in which a Graph request can be spoilt. */
public enum FaultKind {
    ERROR,
    HTTP_429,
    SERVER_ERROR_BEFORE,
    SERVER_ERROR_AFTER_ACCEPT,
    RESET_BEFORE,
    RESET_AFTER_ACCEPT,
    HANG,
    GARBAGE,
    SLOW;

    /** Whether the name already says when it strikes. */
    boolean hasFixedStage() {
        return switch (this) {
            case SERVER_ERROR_BEFORE, SERVER_ERROR_AFTER_ACCEPT, RESET_BEFORE, RESET_AFTER_ACCEPT -> true;
            case ERROR, HTTP_429, HANG, GARBAGE, SLOW -> false;
        };
    }
}
