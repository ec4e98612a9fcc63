package io.parley.messaging.media.api;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that a request wants (RFC 9110, section 14). Several ranges at once, other units and what cannot be
 * understood are answered with the whole file, as the RFC allows.
 */
record ByteRange(long first, long last) {

    private static final Pattern FORM = Pattern.compile("bytes\\s*=\\s*([0-9]{0,18})\\s*-\\s*([0-9]{0,18})\\s*");

    /** What a {@code Range} header asks of a file of some size. */
    sealed interface Wanted {

        record Whole() implements Wanted {}

        record Some(ByteRange range) implements Wanted {}

        /** Lies beyond its end. */
        record Impossible() implements Wanted {}
    }

    static Wanted read(@Nullable String header, long size) {
        return bounds(header)
                .map(bounds -> wanted(bounds.first(), bounds.last(), size))
                .orElseGet(Wanted.Whole::new);
    }

    long length() {
        return last - first + 1;
    }

    private static Wanted wanted(String from, String to, long size) {
        if (from.isEmpty()) {
            var suffix = Math.min(Long.parseLong(to), size);
            return suffix == 0 ? new Wanted.Impossible() : new Wanted.Some(new ByteRange(size - suffix, size - 1));
        }
        var first = Long.parseLong(from);
        var last = to.isEmpty() ? size - 1 : Math.min(Long.parseLong(to), size - 1);
        if (!to.isEmpty() && Long.parseLong(to) < first) {
            return new Wanted.Whole();
        }
        return first >= size ? new Wanted.Impossible() : new Wanted.Some(new ByteRange(first, last));
    }

    private static Optional<Bounds> bounds(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        var match = FORM.matcher(header);
        if (!match.matches() || (match.group(1).isEmpty() && match.group(2).isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new Bounds(match.group(1), match.group(2)));
    }

    private record Bounds(String first, String last) {}
}
