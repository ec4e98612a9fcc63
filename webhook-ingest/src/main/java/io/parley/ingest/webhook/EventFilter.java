package io.parley.ingest.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which of a tenant's raw events are meant: received from {@code since} up to but without {@code until}. */
public record EventFilter(
        @Nullable EventStatus status,
        @Nullable Instant since,
        @Nullable Instant until) {

    /** Names the parameters {@code tenant}, {@code status}, {@code since} and {@code until}, as columns of {@code e}. */
    public static final String CONDITION = """
            e.tenant_id = :tenant and e.elements is not null
            and (cast(:status as text) is null
              or webhook_status(e.disposition, e.elements, e.applied, e.duplicate, e.ignored, e.dead) = :status)
            and e.received_at >= coalesce(cast(:since as timestamptz), '-infinity')
            and e.received_at < coalesce(cast(:until as timestamptz), 'infinity')
            """;

    /** Returns the status as the database spells it. */
    public @Nullable String statusName() {
        return status == null ? null : status.name();
    }

    /** Returns the beginning as the database reads it. */
    public @Nullable String sinceText() {
        return since == null ? null : since.toString();
    }

    /** Returns the end as the database reads it. */
    public @Nullable String untilText() {
        return until == null ? null : until.toString();
    }
}
