package io.parley.messaging.dispatch;

import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import io.parley.kit.id.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which process serves which lane. A lease is held by one process at a time and ends by itself, by the database's clock, when
 * it is not renewed; so a number's limits can be kept in one place however many processes there are.
 */
@Repository
class LaneLeases {

    /** How long a lane waits for a process that has died with it. */
    static final Duration LEASE = Duration.ofSeconds(5);

    private static final int MOST_LANES = 5000;

    private final JdbcClient jdbc;
    private final UUID owner;

    LaneLeases(JdbcClient jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.owner = ids.next();
    }

    /**
     * A lane that this process holds now.
     *
     * @param messagesPerSecond the number's limit; null where it is unknown
     * @param quiet how long it has to stay silent, because another process may have served it until just now
     */
    record Lease(Lane lane, @Nullable Integer messagesPerSecond, Duration quiet) {}

    /** Returns the lanes in which something waits, by skipping through the index from one to the next. */
    List<Lane> waiting() {
        return jdbc.sql("""
                        with recursive lane (tenant_id, phone_number_id) as (
                          (select tenant_id, phone_number_id from send_queue where state = 'READY'
                           order by tenant_id, phone_number_id limit 1)
                          union all
                          select following.tenant_id, following.phone_number_id
                          from lane cross join lateral (
                            select q.tenant_id, q.phone_number_id from send_queue q where q.state = 'READY'
                              and (q.tenant_id, q.phone_number_id) > (lane.tenant_id, lane.phone_number_id)
                            order by q.tenant_id, q.phone_number_id limit 1) following)
                        select * from lane limit\s""" + MOST_LANES).query((row, number) -> laneOf(row)).list();
    }

    /** Takes those of {@code lanes} that nobody else holds. */
    @Transactional
    List<Lease> take(Collection<Lane> lanes) {
        return jdbc.sql("""
                        insert into send_lane as l (tenant_id, phone_number_id, owner, leased_until)
                        select tenant_id, phone_number_id, ?, clock_timestamp() + ?::interval
                        from unnest(?::uuid[], ?::text[]) as wanted (tenant_id, phone_number_id)
                        order by tenant_id, phone_number_id
                        on conflict (tenant_id, phone_number_id) do update
                          set owner = excluded.owner, leased_until = excluded.leased_until
                          where l.owner is null or l.owner = excluded.owner or l.leased_until < clock_timestamp()
                        returning new.tenant_id, new.phone_number_id, new.rate,
                          extract(epoch from old.leased_until + interval '1 second' - clock_timestamp()) as quiet""")
                .param(owner)
                .param(LEASE.toString())
                .param(Columns.of(lanes, Lane::tenant))
                .param(Columns.of(lanes, Lane::phoneNumberId))
                .query((row, number) -> leaseOf(row))
                .list();
    }

    /** Renews leases; returns those that are still held. */
    @Transactional
    List<Lease> renew(Collection<Lane> lanes) {
        return jdbc.sql("""
                        update send_lane l set leased_until = clock_timestamp() + ?::interval
                        from unnest(?::uuid[], ?::text[]) as held (tenant_id, phone_number_id)
                        where l.tenant_id = held.tenant_id and l.phone_number_id = held.phone_number_id
                          and l.owner = ? and l.leased_until > clock_timestamp()
                        returning l.tenant_id, l.phone_number_id, l.rate, 0 as quiet""")
                .param(LEASE.toString())
                .param(Columns.of(lanes, Lane::tenant))
                .param(Columns.of(lanes, Lane::phoneNumberId))
                .param(owner)
                .query((row, number) -> leaseOf(row))
                .list();
    }

    /** Gives lanes back, each with how long ago something last left it. */
    @Transactional
    void release(Map<Lane, Duration> silence) {
        jdbc.sql("""
                        update send_lane l set owner = null, leased_until = clock_timestamp() - given.silence
                        from unnest(?::uuid[], ?::text[], ?::interval[]) as given (tenant_id, phone_number_id, silence)
                        where l.tenant_id = given.tenant_id and l.phone_number_id = given.phone_number_id and l.owner = ?""")
                .param(Columns.of(silence.keySet(), Lane::tenant))
                .param(Columns.of(silence.keySet(), Lane::phoneNumberId))
                .param(Columns.of(silence.values(), Duration::toString))
                .param(owner)
                .update();
    }

    /** Counts the messages from customers since {@code time}; the tenants have to be those of the transaction. */
    Map<Lane, Integer> receivedSince(Collection<Lane> lanes, Instant time) {
        return jdbc
                .sql("""
                        select n.tenant_id, n.phone_number_id, count(*) as received
                        from unnest(?::uuid[], ?::text[]) as n (tenant_id, phone_number_id)
                        join message m on m.tenant_id = n.tenant_id and m.phone_number_id = n.phone_number_id
                          and m.created_at >= ?::timestamptz and m.direction = 'INBOUND' and m.origin is null
                        group by n.tenant_id, n.phone_number_id""")
                .param(Columns.of(lanes, Lane::tenant))
                .param(Columns.of(lanes, Lane::phoneNumberId))
                .param(time.toString())
                .query((row, number) -> Map.entry(laneOf(row), row.getInt("received")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Lease leaseOf(ResultSet row) throws SQLException {
        var quiet = Duration.ofMillis((long) Math.ceil(Math.max(0, row.getDouble("quiet")) * 1000));
        return new Lease(laneOf(row), row.getObject("rate", Integer.class), quiet);
    }

    private static Lane laneOf(ResultSet row) throws SQLException {
        return new Lane(new TenantId(row.getObject("tenant_id", UUID.class)), row.getString("phone_number_id"));
    }
}
