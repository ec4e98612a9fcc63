package io.parley.template.book;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When what happened to a template, by our clock.
 *
 * @param submittedAt when it was last told to WhatsApp
 * @param deletedAt null while it exists
 */
public record Times(
        Instant createdAt,
        Instant updatedAt,
        Instant submittedAt,
        @Nullable Instant deletedAt) {

    static Times beginning(Instant now) {
        return new Times(now, now, now, null);
    }

    /** Clocks differ between instances; a template never gets younger. */
    Times updated(Instant now) {
        return new Times(createdAt, now.isAfter(updatedAt) ? now : updatedAt, submittedAt, deletedAt);
    }

    Times submitted(Instant now) {
        return new Times(createdAt, updatedAt, now, deletedAt);
    }

    Times deleted(Instant now) {
        return new Times(createdAt, updatedAt, submittedAt, now);
    }
}
