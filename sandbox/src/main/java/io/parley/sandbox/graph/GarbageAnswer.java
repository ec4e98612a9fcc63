package io.parley.sandbox.graph;

/** Ends a request with a page of HTML, as an edge of Meta's network does when what is behind it fails. */
final class GarbageAnswer extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int httpStatus;

    GarbageAnswer(int httpStatus) {
        super("garbage on demand", null, false, false);
        this.httpStatus = httpStatus;
    }

    int httpStatus() {
        return httpStatus;
    }
}
