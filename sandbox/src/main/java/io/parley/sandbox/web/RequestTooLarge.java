package io.parley.sandbox.web;

/** A body beyond every limit. */
public final class RequestTooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RequestTooLarge(int limit) {
        super("The request body is larger than " + limit + " bytes");
    }
}
