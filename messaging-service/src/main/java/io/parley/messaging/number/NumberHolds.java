package io.parley.messaging.number;

import io.parley.contract.MessageError;
import io.parley.contract.NumberStatus;
import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import io.parley.kit.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Numbers whose queue waits because WhatsApp does not let them send. A rejected token waits for other settings; any other
 * hold is tried with one message at a time, ever more seldom.
 */
@Repository
public class NumberHolds {

    private static final String FIRST_PAUSE = "30 seconds";
    private static final String LONGEST_PAUSE = "10 minutes";

    /** Returns those whose state is another than before. */
    private static final String HOLD = """
            with before as (select tenant_id, phone_number_id, state from number_hold),
            held as (
              insert into number_hold as h (tenant_id, phone_number_id, state, error, settings_version, since,
                resumes_at)
              select n.tenant_id, n.phone_number_id, n.state, n.error, s.version, :now::timestamptz,
                case n.state when 'HELD' then :now::timestamptz + :first::interval else 'infinity' end
              from unnest(:tenants::uuid[], :numbers::text[], :states::text[], :errors::jsonb[])
                as n (tenant_id, phone_number_id, state, error)
              join settings_copy s using (tenant_id)
              order by n.tenant_id, n.phone_number_id
              on conflict (tenant_id, phone_number_id) do update set state = excluded.state,
                error = excluded.error, settings_version = excluded.settings_version, tries = h.tries + 1,
                resumes_at = case excluded.state when 'HELD' then :now::timestamptz
                  + least(:first::interval * power(2, least(h.tries, 10)), :longest::interval)
                  else 'infinity' end
              returning h.*)
            select held.* from held left join before using (tenant_id, phone_number_id)
            where before.state is distinct from held.state""";

    private final JdbcClient jdbc;

    NumberHolds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One of a tenant's numbers. */
    public record Key(TenantId tenant, String phoneNumberId) {}

    /** Why a number is to wait; {@code state} is not CONNECTED. */
    public record Hold(Key number, NumberStatus.State state, MessageError error) {}

    /** Holds numbers, at most one entry for each, and parks what is queued for them; returns what is new about them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<NumberStatus> hold(Collection<Hold> holds, Instant now) {
        if (holds.isEmpty()) {
            return List.of();
        }
        var news = jdbc.sql(HOLD)
                .param("now", now.toString())
                .param("first", FIRST_PAUSE)
                .param("longest", LONGEST_PAUSE)
                .param("tenants", Columns.of(holds, one -> one.number().tenant()))
                .param("numbers", Columns.of(holds, one -> one.number().phoneNumberId()))
                .param("states", Columns.of(holds, Hold::state))
                .param("errors", Columns.of(holds, one -> Json.events().writeValueAsString(one.error())))
                .query((row, count) -> status(
                        row,
                        NumberStatus.State.valueOf(row.getString("state")),
                        Json.events().readValue(row.getString("error"), MessageError.class),
                        now))
                .list();
        park(holds);
        return news;
    }

    private void park(Collection<Hold> holds) {
        jdbc.sql("""
                        update send_queue q set state = 'PARKED'
                        from unnest(?::uuid[], ?::text[]) as n (tenant_id, phone_number_id)
                        where q.tenant_id = n.tenant_id and q.phone_number_id = n.phone_number_id and q.state = 'READY'""")
                .param(Columns.of(holds, one -> one.number().tenant()))
                .param(Columns.of(holds, one -> one.number().phoneNumberId()))
                .update();
    }

    /** Lets one message of each number go whose pause is over, to find out whether it sends again. */
    @Transactional
    public void probe(Instant now) {
        jdbc.sql("""
                        with due as (
                          update number_hold set resumes_at = :now::timestamptz + :first::interval
                          where resumes_at <= :now::timestamptz
                          returning tenant_id, phone_number_id)
                        update send_queue q set state = 'READY', due_at = :now::timestamptz
                        from due cross join lateral (
                          select message_id from send_queue parked
                          where parked.tenant_id = due.tenant_id and parked.phone_number_id = due.phone_number_id
                            and parked.state = 'PARKED'
                          order by position limit 1) first
                        where q.tenant_id = due.tenant_id and q.message_id = first.message_id""").param("now", now.toString()).param("first", FIRST_PAUSE).update();
    }

    /** Lets numbers go that have just sent, and their queues with them; returns those that were held. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<NumberStatus> lift(Collection<Key> numbers, Instant now) {
        if (numbers.isEmpty()) {
            return List.of();
        }
        var lifted = jdbc.sql("""
                        delete from number_hold h using unnest(?::uuid[], ?::text[]) as n (tenant_id, phone_number_id)
                        where h.tenant_id = n.tenant_id and h.phone_number_id = n.phone_number_id
                        returning h.*""")
                .param(Columns.of(numbers, Key::tenant))
                .param(Columns.of(numbers, Key::phoneNumberId))
                .query((row, count) -> status(row, NumberStatus.State.CONNECTED, null, now))
                .list();
        resume(lifted, now);
        return lifted;
    }

    /** Lets a tenant's numbers go that were held under older settings; returns them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<NumberStatus> liftOlderThan(TenantId tenant, long settingsVersion, Instant now) {
        var lifted = jdbc.sql("delete from number_hold where tenant_id = ? and settings_version < ? returning *")
                .param(tenant.value())
                .param(settingsVersion)
                .query((row, count) -> status(row, NumberStatus.State.CONNECTED, null, now))
                .list();
        resume(lifted, now);
        return lifted;
    }

    private void resume(List<NumberStatus> lifted, Instant now) {
        if (lifted.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        update send_queue q set state = 'READY', due_at = ?::timestamptz
                        from unnest(?::uuid[], ?::text[]) as n (tenant_id, phone_number_id)
                        where q.tenant_id = n.tenant_id and q.phone_number_id = n.phone_number_id and q.state = 'PARKED'""")
                .param(now.toString())
                .param(Columns.of(lifted, NumberStatus::tenantId))
                .param(Columns.of(lifted, NumberStatus::phoneNumberId))
                .update();
    }

    private static NumberStatus status(
            ResultSet row, NumberStatus.State state, @Nullable MessageError error, Instant now) throws SQLException {
        return new NumberStatus(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getString("phone_number_id"),
                state,
                row.getLong("settings_version"),
                error,
                now);
    }
}
