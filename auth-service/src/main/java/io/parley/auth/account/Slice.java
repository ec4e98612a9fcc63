package io.parley.auth.account;

import io.parley.kit.web.PageRequest;
import io.parley.kit.web.Pagination;
import io.parley.kit.web.ProblemException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Which rows of a list make up a page, newest first: ids are time-ordered, and a cursor is the last id of the page before.
 *
 * @param before only rows with a smaller id
 */
public record Slice(PageRequest page, UUID before, long offset) {

    private static final UUID LAST = new UUID(-1, -1);

    /** Reads what is asked for; refuses a cursor that no answer has given. */
    public static Slice of(PageRequest page) {
        try {
            return page.cursor()
                    .map(cursor -> new Slice(page, UUID.fromString(cursor), 0))
                    .orElseGet(() -> new Slice(page, LAST, page.offset()));
        } catch (IllegalArgumentException e) {
            throw ProblemException.ofField("cursor", "must be a nextCursor of an earlier answer");
        }
    }

    /** Returns how many rows to read: one more than are shown, to know whether there are more. */
    public int rows() {
        return page.limit() + 1;
    }

    /** Returns those of {@code rows} that are shown. */
    public <T> List<T> shown(List<T> rows) {
        return rows.subList(0, Math.min(rows.size(), page.limit()));
    }

    public <T> Pagination pagination(List<T> rows, long total, Function<T, UUID> id) {
        var more = rows.size() > page.limit();
        return Pagination.of(
                page, total, more ? id.apply(rows.get(page.limit() - 1)).toString() : null);
    }
}
