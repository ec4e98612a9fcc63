package io.parley.sandbox.meta;

/** Ends a Graph request with the given error. Carries no stack: it is an answer, not a defect. */
public final class GraphException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient GraphError error;

    public GraphException(GraphError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    public GraphError error() {
        return error;
    }
}
