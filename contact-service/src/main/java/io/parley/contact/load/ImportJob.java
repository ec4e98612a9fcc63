package io.parley.contact.load;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An import and how far it has come, as the API returns it. {@code processed} = {@code created} + {@code updated} +
 * {@code failed}.
 *
 * @param updated rows about contacts that were there already, whether or not they said anything new
 * @param unchanged of those, the rows that said nothing new
 * @param errors the first of them; {@code moreErrors} says how many are left out
 */
@SuppressWarnings("RecordComponentNumber")
record ImportJob(
        UUID id,
        Status status,
        int processed,
        int total,
        int created,
        int updated,
        int unchanged,
        int failed,
        List<RowProblem> errors,
        int moreErrors,
        Instant createdAt) {

    static final int MOST_ERRORS = 100;

    ImportJob {
        errors = List.copyOf(errors);
    }

    /** Where an import stands. */
    enum Status {
        QUEUED,
        RUNNING,
        COMPLETED,
        /** It cannot go on; what it has processed stays. */
        FAILED
    }

    boolean isFinished() {
        return status == Status.COMPLETED || status == Status.FAILED;
    }

    /** What one batch of rows has come to. */
    record Progress(int rows, int created, int updated, int unchanged, List<RowProblem> problems) {

        Progress {
            problems = List.copyOf(problems);
        }
    }

    /** Where the API puts it. */
    record Envelope(ImportJob job) {}
}
