package io.parley.analytics.view;

import io.parley.analytics.view.Overview.ByStatus;
import io.parley.analytics.view.Overview.Day;
import io.parley.analytics.view.Overview.Totals;
import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import java.time.LocalDate;
import java.util.List;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Adds up the counters of days, wherever they begin. Facts are never read. */
@Repository
class OverviewQueries {

    /** A day ends where the next begins, the last one never: it is tomorrow, and all that is dated later. */
    private static final String BY_DAY = """
            select day.place, counted.*
            from (
              select place, since, lead(since, 1, 'infinity') over (order by place) as till
              from unnest(?::timestamptz[]) with ordinality as begun (since, place)) day
            cross join lateral (
              select sum(inbound) as inbound, sum(outbound) as outbound, sum(accepted) as accepted, sum(sent) as sent,
                sum(delivered) as delivered, sum(read) as read, sum(failed) as failed, sum(threads) as threads
              from message_bucket where tenant_id = ? and bucket >= day.since and bucket < day.till) counted
            order by day.place""";

    private final JdbcClient jdbc;

    OverviewQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the figures of a window; what is dated after today counts in the totals. */
    @Transactional(readOnly = true)
    public Overview overview(TenantId tenant, Window window) {
        var counts = byDay(tenant, window, window.earliest());
        var inWindow = counts.stream()
                .filter(one -> !one.day().isBefore(window.first()))
                .toList();
        var delivered = sum(inWindow, DayCounts::delivered);
        var failed = sum(inWindow, DayCounts::failed);
        var totals = new Totals(
                sum(inWindow, DayCounts::inbound) + sum(inWindow, DayCounts::outbound),
                sum(inWindow, DayCounts::threads),
                Overview.rate(delivered, failed),
                sentSince(counts, window, window.today()),
                sentSince(counts, window, window.monday()),
                sentSince(counts, window, window.firstOfMonth()));
        var byStatus = new ByStatus(sum(inWindow, DayCounts::sent), delivered, sum(inWindow, DayCounts::read), failed);
        return new Overview(
                totals,
                byStatus,
                upToToday(inWindow, window).stream()
                        .map(one -> new Day(one.day(), one.accepted(), one.inbound()))
                        .toList());
    }

    /** Returns each day of the window, oldest first. */
    @Transactional(readOnly = true)
    public List<DayCounts> days(TenantId tenant, Window window) {
        return upToToday(byDay(tenant, window, window.first()), window);
    }

    /** Returns each day since {@code first}, and tomorrow for all that comes later. */
    private List<DayCounts> byDay(TenantId tenant, Window window, LocalDate first) {
        var days = window.daysSince(first);
        return jdbc.sql(BY_DAY)
                .param(Columns.of(days, window::start))
                .param(tenant.value())
                .query((row, number) -> new DayCounts(
                        days.get(row.getInt("place") - 1),
                        row.getLong("inbound"),
                        row.getLong("outbound"),
                        row.getLong("accepted"),
                        row.getLong("sent"),
                        row.getLong("delivered"),
                        row.getLong("read"),
                        row.getLong("failed"),
                        row.getLong("threads")))
                .list();
    }

    private static List<DayCounts> upToToday(List<DayCounts> counts, Window window) {
        return counts.stream().filter(one -> !one.day().isAfter(window.today())).toList();
    }

    private static long sentSince(List<DayCounts> counts, Window window, LocalDate day) {
        return sum(
                upToToday(counts, window).stream()
                        .filter(one -> !one.day().isBefore(day))
                        .toList(),
                DayCounts::accepted);
    }

    private static long sum(List<DayCounts> counts, ToLongFunction<DayCounts> what) {
        return counts.stream().mapToLong(what).sum();
    }
}
