package io.parley.kit.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Where an answer stands in its list. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Pagination(
        int page,
        int limit,
        long total,
        long totalPages,
        @Nullable String nextCursor) {

    /** Describes the answer to {@code request} out of {@code total} rows. */
    public static Pagination of(PageRequest request, long total, @Nullable String nextCursor) {
        var pages = (total + request.limit() - 1) / request.limit();
        return new Pagination(request.page(), request.limit(), total, pages, nextCursor);
    }
}
