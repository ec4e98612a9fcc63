package io.parley.sandbox.graph;

/** Ends a request by resetting its connection. */
final class ConnectionReset extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConnectionReset() {
        super("connection reset on demand", null, false, false);
    }
}
