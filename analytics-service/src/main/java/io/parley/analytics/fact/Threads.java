package io.parley.analytics.fact;

import io.parley.analytics.fact.Turns.Thread;
import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Knows in which quarter each conversation's newest message lies. A conversation counts there and nowhere else, so that those
 * with a message since some time are a sum of counters.
 */
@Repository
class Threads {

    private final JdbcClient jdbc;

    Threads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Tells of new messages; {@code tally} learns which conversations moved. Their turns must be held. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void move(Collection<MessageFact> added, Tally tally) {
        if (added.isEmpty()) {
            return;
        }
        var newest = new HashMap<Thread, Instant>();
        for (var fact : added) {
            newest.merge(
                    new Thread(fact.tenant(), fact.conversation()),
                    Quarter.of(fact.createdAt()),
                    (one, other) -> one.isAfter(other) ? one : other);
        }
        var known = find(newest.keySet());
        newest.entrySet().removeIf(entry -> {
            var before = known.get(entry.getKey());
            return before != null && !entry.getValue().isAfter(before);
        });
        newest.forEach((thread, quarter) -> tally.thread(thread.tenant(), known.get(thread), quarter));
        save(newest);
    }

    private Map<Thread, Instant> find(Collection<Thread> threads) {
        var found = new HashMap<Thread, Instant>();
        jdbc.sql("""
                        select t.* from unnest(?::uuid[], ?::uuid[]) as wanted (tenant_id, id)
                        cross join lateral (
                          select * from thread t where t.tenant_id = wanted.tenant_id and t.id = wanted.id limit 1) t""")
                .param(Columns.of(threads, Thread::tenant))
                .param(Columns.of(threads, Thread::id))
                .query((row, number) -> found.put(
                        new Thread(
                                new TenantId(row.getObject("tenant_id", UUID.class)), row.getObject("id", UUID.class)),
                        row.getObject("newest", OffsetDateTime.class).toInstant()))
                .list();
        return found;
    }

    private void save(Map<Thread, Instant> newest) {
        if (newest.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into thread select * from unnest(?::uuid[], ?::uuid[], ?::timestamptz[])
                        on conflict (tenant_id, id) do update set newest = excluded.newest""")
                .param(Columns.of(newest.entrySet(), one -> one.getKey().tenant()))
                .param(Columns.of(newest.entrySet(), one -> one.getKey().id()))
                .param(Columns.of(newest.entrySet(), Map.Entry::getValue))
                .update();
    }
}
