package io.parley.ingest.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was received and what became of it, in elements: received = applied + duplicate + ignored + dead + pending. */
record Ledger(Counts totals, List<Row> rows) {

    /**
     * An hour of a number.
     *
     * @param phoneNumberId null for account fields
     */
    record Row(
            @Nullable String phoneNumberId,
            Instant hour,
            long received,
            long applied,
            long duplicate,
            Map<String, Long> ignored,
            long dead,
            long pending) {}

    /** Sums over all rows. */
    record Counts(long received, long applied, long duplicate, Map<String, Long> ignored, long dead, long pending) {}

    static Ledger of(List<Row> rows) {
        var ignored = new TreeMap<String, Long>();
        rows.forEach(row -> row.ignored().forEach((reason, count) -> ignored.merge(reason, count, Long::sum)));
        var totals = new Counts(
                rows.stream().mapToLong(Row::received).sum(),
                rows.stream().mapToLong(Row::applied).sum(),
                rows.stream().mapToLong(Row::duplicate).sum(),
                ignored,
                rows.stream().mapToLong(Row::dead).sum(),
                rows.stream().mapToLong(Row::pending).sum());
        return new Ledger(totals, rows);
    }
}
