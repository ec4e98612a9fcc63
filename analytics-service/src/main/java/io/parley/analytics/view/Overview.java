package io.parley.analytics.view;

import java.time.LocalDate;
import java.util.List;

/** The figures of a window. */
record Overview(Totals overview, ByStatus messagesByStatus, List<Day> dailyActivity) {

    /**
     * In all.
     *
     * @param totalMessages in and out, whatever became of them
     * @param totalConversations with a message in the window
     * @param deliveryRate percent of the messages that have come to an end one way or the other, one decimal
     * @param sentToday outbound that WhatsApp has accepted
     */
    record Totals(
            long totalMessages,
            long totalConversations,
            double deliveryRate,
            long sentToday,
            long sentThisWeek,
            long sentThisMonth) {}

    /** Outbound messages; one that was read counts as sent, delivered and read, one that failed as failed only. */
    record ByStatus(long sent, long delivered, long read, long failed) {}

    /** One day of the window. */
    record Day(LocalDate date, long sent, long received) {}

    /** Returns what percentage of {@code delivered} and {@code failed} was delivered. */
    static double rate(long delivered, long failed) {
        var ended = delivered + failed;
        return ended == 0 ? 0 : Math.round(1_000.0 * delivered / ended) / 10.0;
    }
}
