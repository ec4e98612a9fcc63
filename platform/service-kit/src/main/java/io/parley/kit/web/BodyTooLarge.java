package io.parley.kit.web;

import java.io.IOException;

/** A request body went over the limit while it was read. */
final class BodyTooLarge extends IOException {

    BodyTooLarge(long limit) {
        super(textFor(limit));
    }

    static String textFor(long limit) {
        return "The body is larger than " + limit + " bytes";
    }
}
