package io.parley.kit.web;

import java.util.Map;

/** The envelope of every successful answer. */
public record Success<T>(boolean success, T data) {

    /** Wraps {@code data}. */
    public static <T> Success<T> of(T data) {
        return new Success<>(true, data);
    }

    /** Returns the answer of an action that has no result. */
    public static Success<Map<String, Object>> done() {
        return new Success<>(true, Map.of());
    }
}
