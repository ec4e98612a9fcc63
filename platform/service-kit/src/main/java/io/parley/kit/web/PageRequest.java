package io.parley.kit.web;

import java.util.Optional;

/**
 * Which part of a list is asked for. Controllers take it as a parameter; wrong values are refused with the field's name.
 *
 * @param page from 1
 * @param limit 1 to 200
 * @param cursor where to go on, as the answer before gave it; wins over {@code page}
 */
public record PageRequest(int page, int limit, Optional<String> cursor) {

    static final int DEFAULT_LIMIT = 50;
    static final int LARGEST_LIMIT = 200;

    /** Returns how many rows stand before the page. */
    public long offset() {
        return (long) (page - 1) * limit;
    }
}
