package io.parley.kit.database;

import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns rows into the column arrays of {@code insert … select from unnest(?::uuid[], …)}. Every array is text, which
 * PostgreSQL casts; times keep their microseconds.
 */
public final class Columns {

    private Columns() {}

    /** Returns {@code value} of each row by its text form: for uuid, text, enums, numbers and jsonb. */
    public static <R> String[] of(Collection<R> rows, Function<? super R, ? extends @Nullable Object> value) {
        var column = new String[rows.size()];
        var place = 0;
        for (var row : rows) {
            var one = value.apply(row);
            column[place++] = textOf(one);
        }
        return column;
    }

    @SuppressWarnings("NullAway") // an array of nullable text; its type cannot say so
    private static String textOf(@Nullable Object value) {
        return value == null ? null : value instanceof Instant time ? time.toString() : value.toString();
    }
}
