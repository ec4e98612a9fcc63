package io.parley.kit.erasure;

import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import io.parley.kit.id.Ids;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Remembers of erased customers what keeps them from coming back by what was written before: their ids, and ids derived
 * from their names. Each read and each write is one round trip for a whole batch.
 */
public class ErasedTraces {

    private final JdbcClient jdbc;

    ErasedTraces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A customer, a thread or a name of which something may have been erased. */
    public record Trace(TenantId tenant, UUID id) {

        /** Returns the trace of a name: a phone number's match key, a user id. It tells nobody the name by itself. */
        public static Trace ofName(TenantId tenant, String name) {
            return new Trace(tenant, Ids.derived("erased", tenant, name));
        }
    }

    /** Those of the traces that were asked for whose bearers were erased, and when. */
    public static final class Known {

        private final Map<Trace, Instant> times;

        private Known(Map<Trace, Instant> times) {
            this.times = times;
        }

        public boolean isEmpty() {
            return times.isEmpty();
        }

        /** Tells whether the bearer was ever erased. An id never comes back: who writes afterwards is given another. */
        public boolean has(Trace trace) {
            return times.containsKey(trace);
        }

        /** Returns when the bearer was last erased. */
        public Optional<Instant> at(Trace trace) {
            return Optional.ofNullable(times.get(trace));
        }
    }

    /** Keeps traces; of one that is kept already, the later time counts. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(Collection<Trace> traces, Instant at) {
        var distinct = new LinkedHashSet<>(traces);
        jdbc.sql("""
                        insert into erased_trace as e (tenant_id, id, erased_at)
                        select tenant_id, id, ?::timestamptz from unnest(?::uuid[], ?::uuid[]) as new (tenant_id, id)
                        order by tenant_id, id
                        on conflict (tenant_id, id) do update set erased_at = greatest(e.erased_at, excluded.erased_at)""")
                .param(at.toString())
                .param(Columns.of(distinct, Trace::tenant))
                .param(Columns.of(distinct, Trace::id))
                .update();
    }

    /** Returns what is known of {@code traces}. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Known find(Collection<Trace> traces) {
        var known = new HashMap<Trace, Instant>();
        List<Trace> wanted = new ArrayList<>(new LinkedHashSet<>(traces));
        if (!wanted.isEmpty()) {
            jdbc.sql("""
                            select e.* from unnest(?::uuid[], ?::uuid[]) as wanted (tenant_id, id)
                            cross join lateral (
                              select * from erased_trace
                              where tenant_id = wanted.tenant_id and id = wanted.id limit 1) e""")
                    .param(Columns.of(wanted, Trace::tenant))
                    .param(Columns.of(wanted, Trace::id))
                    .query((row, number) -> known.put(
                            new Trace(
                                    new TenantId(row.getObject("tenant_id", UUID.class)),
                                    row.getObject("id", UUID.class)),
                            row.getObject("erased_at", OffsetDateTime.class).toInstant()))
                    .list();
        }
        return new Known(known);
    }
}
