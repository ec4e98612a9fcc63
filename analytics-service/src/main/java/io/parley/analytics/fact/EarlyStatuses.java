package io.parley.analytics.fact;

import io.parley.analytics.fact.MessageFact.Key;
import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps statuses until their message is told of. */
@Repository
class EarlyStatuses {

    private final JdbcClient jdbc;
    private final Clock clock;

    EarlyStatuses(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Returns what is kept of these messages. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<EarlyStatus> find(Collection<Key> keys) {
        return jdbc.sql("""
                        select e.* from unnest(?::uuid[], ?::uuid[]) as wanted (tenant_id, id)
                        cross join lateral (
                          select * from early_status e
                          where e.tenant_id = wanted.tenant_id and e.id = wanted.id limit 1) e""")
                .param(Columns.of(keys, Key::tenant))
                .param(Columns.of(keys, Key::id))
                .query((row, number) -> new EarlyStatus(
                        new TenantId(row.getObject("tenant_id", UUID.class)),
                        row.getObject("id", UUID.class),
                        Progress.ofCode(row.getInt("progress")),
                        row.getBoolean("accepted")))
                .list();
    }

    /** Keeps statuses. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void save(Collection<EarlyStatus> statuses) {
        if (statuses.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into early_status (tenant_id, id, progress, accepted, heard_at)
                        select *, ?::timestamptz from unnest(?::uuid[], ?::uuid[], ?::smallint[], ?::boolean[])
                        on conflict (tenant_id, id) do update set
                          progress = excluded.progress, accepted = excluded.accepted, heard_at = excluded.heard_at""")
                .param(clock.instant().toString())
                .param(Columns.of(statuses, EarlyStatus::tenant))
                .param(Columns.of(statuses, EarlyStatus::id))
                .param(Columns.of(statuses, status -> status.progress().code()))
                .param(Columns.of(statuses, EarlyStatus::accepted))
                .update();
    }

    /** Forgets what has found its message. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void forget(Collection<Key> keys) {
        if (keys.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        delete from early_status e using unnest(?::uuid[], ?::uuid[]) as gone (tenant_id, id)
                        where e.tenant_id = gone.tenant_id and e.id = gone.id""")
                .param(Columns.of(keys, Key::tenant))
                .param(Columns.of(keys, Key::id))
                .update();
    }
}
