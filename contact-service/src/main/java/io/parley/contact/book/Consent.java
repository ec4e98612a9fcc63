package io.parley.contact.book;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a contact wants marketing, and since when that is known.
 *
 * @param at null where nobody has ever said anything
 */
public record Consent(boolean optedOut, @Nullable Instant at) {

    /** Nobody has said anything, so nothing is refused. */
    public static final Consent SILENT = new Consent(false, null);

    /** Returns what holds after hearing {@code other}: the newer word, and of two from the same moment the refusal. */
    public Consent hear(Consent other) {
        if (other.at == null) {
            return this;
        }
        if (at == null || other.at.isAfter(at)) {
            return other;
        }
        return other.at.equals(at) && other.optedOut ? other : this;
    }
}
