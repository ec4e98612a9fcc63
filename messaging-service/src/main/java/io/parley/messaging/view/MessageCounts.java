package io.parley.messaging.view;

import io.parley.contract.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts messages without reading them: whole days and whole hours by what is kept of them, and only the parts of hours at the ends
 * of a range by the messages themselves. Exact, since counts change in the transactions of the messages.
 */
@Repository
class MessageCounts {

    /** Further back and further ahead than any message. */
    private static final Instant EVER = Instant.parse("1970-01-01T00:00:00Z");

    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private static final String ALIKE = """
            tenant_id = :tenant
              and (:direction::text is null or direction = :direction)
              and (:status::text is null or status = :status)
              and (:type::text is null or type = :type)
            """;

    private final JdbcClient jdbc;

    MessageCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A place in a list that is newest first.
     *
     * @param before nothing from this time on stands behind it
     * @param skipped how many messages of the list are from this time on
     */
    record Anchor(Instant before, long skipped) {}

    /** Returns how many messages match, which must not ask for a conversation. */
    @Transactional(propagation = Propagation.MANDATORY)
    public long count(TenantId tenant, MessageFilter filter) {
        var since = filter.since() == null || filter.since().isBefore(EVER) ? EVER : filter.since();
        var until = filter.until() == null || filter.until().isAfter(NEVER) ? NEVER : filter.until();
        if (!since.isBefore(until)) {
            return 0;
        }
        var firstHour = ceiling(since, ChronoUnit.HOURS);
        var lastHour = until.truncatedTo(ChronoUnit.HOURS);
        if (!firstHour.isBefore(lastHour)) {
            return messages(tenant, filter, since, until);
        }
        return messages(tenant, filter, since, firstHour)
                + spans(tenant, filter, firstHour, lastHour)
                + messages(tenant, filter, lastHour, until);
    }

    /**
     * How long a list of all times is and where in it to begin.
     *
     * @param anchor the latest place known to be at most as far as was asked for; null near the beginning and behind the end
     */
    record Located(long total, @Nullable Anchor anchor) {}

    /** Tells in one question what a page that begins at {@code offset} needs to know of a list, whatever times that asks for. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Located locate(TenantId tenant, MessageFilter filter, long offset) {
        return bind(tenant, filter, """
                        with days as materialized (%s),
                        day as (
                          select since, since + interval '24 hours' as until, through - messages as skipped from days
                          where through > :offset order by since desc limit 1)
                        select (select coalesce(sum(messages), 0) from days) as total, hour.*
                        from (values (1)) as one left join lateral (
                          select hours.since + interval '1 hour' as before, day.skipped + through - messages as skipped
                          from day, (%s) as hours
                          where day.skipped + through > :offset order by hours.since desc limit 1) as hour on true""".formatted(
                                summed("DAY", "true"),
                                summed("HOUR", "since >= (select since from day) and since < (select until from day)")))
                .param("offset", offset)
                .query((row, number) -> new Located(row.getLong("total"), anchor(row)))
                .single();
    }

    private static @Nullable Anchor anchor(ResultSet row) throws SQLException {
        var before = row.getObject("before", OffsetDateTime.class);
        var skipped = row.getLong("skipped");
        return before == null || skipped == 0 ? null : new Anchor(before.toInstant(), skipped);
    }

    /** How many messages each span has that matches, and how many it has together with all later ones. */
    private static String summed(String span, String condition) {
        return """
                select since, sum(messages) as messages, sum(sum(messages)) over (order by since desc) as through
                from (
                  select since, messages from message_count where span = '%1$s' and %2$s and %3$s
                  union all
                  select date_trunc('%1$s', since, 'UTC'), messages from message_count_change where %2$s and %3$s
                ) as counted
                group by since""".formatted(span, condition, ALIKE);
    }

    /** Counts what was created from one full hour to another. */
    private long spans(TenantId tenant, MessageFilter filter, Instant since, Instant until) {
        var firstDay = ceiling(since, ChronoUnit.DAYS);
        var lastDay = until.truncatedTo(ChronoUnit.DAYS);
        var days = firstDay.isBefore(lastDay);
        return bind(tenant, filter, """
                        select coalesce(sum(messages), 0) from (
                          select messages from message_count
                          where span = 'DAY' and since >= :firstDay::timestamptz and since < :lastDay::timestamptz and
                        """ + ALIKE + """
                          union all
                          select messages from message_count
                          where span = 'HOUR' and since >= :since::timestamptz and since < :firstDay::timestamptz and
                        """ + ALIKE + """
                          union all
                          select messages from message_count
                          where span = 'HOUR' and since >= :lastDay::timestamptz and since < :until::timestamptz and
                        """ + ALIKE + """
                          union all
                          select messages from message_count_change
                          where since >= :since::timestamptz and since < :until::timestamptz and
                        """ + ALIKE + ") as counted")
                .param("since", since.toString())
                .param("until", until.toString())
                .param("firstDay", (days ? firstDay : until).toString())
                .param("lastDay", (days ? lastDay : until).toString())
                .query(Long.class)
                .single();
    }

    private long messages(TenantId tenant, MessageFilter filter, Instant since, Instant until) {
        if (!since.isBefore(until)) {
            return 0;
        }
        return bind(tenant, filter, """
                        select count(*) from message
                        where created_at >= :since::timestamptz and created_at < :until::timestamptz and
                        """ + ALIKE)
                .param("since", since.toString())
                .param("until", until.toString())
                .query(Long.class)
                .single();
    }

    private JdbcClient.StatementSpec bind(TenantId tenant, MessageFilter filter, String sql) {
        return jdbc.sql(sql)
                .param("tenant", tenant.value())
                .param("direction", nameOf(filter.direction()))
                .param("status", nameOf(filter.status()))
                .param("type", nameOf(filter.type()));
    }

    private static Instant ceiling(Instant time, ChronoUnit unit) {
        var floor = time.truncatedTo(unit);
        return floor.equals(time) ? time : floor.plus(1, unit);
    }

    private static @Nullable String nameOf(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }
}
