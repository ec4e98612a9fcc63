package io.parley.kit.erasure;

import io.parley.contract.ErasureCompleted;
import io.parley.contract.EventTypes;
import io.parley.contract.TenantId;
import io.parley.contract.Topics;
import io.parley.kit.event.Event;
import io.parley.kit.id.Ids;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Counts what an erasure has erased, in the transaction of each batch, so that the answer is exact after a crash too. */
public class ErasureTally {

    private final JdbcClient jdbc;

    ErasureTally(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds to what was erased of one kind. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(TenantId tenant, UUID erasure, String kind, long erased) {
        jdbc.sql("""
                        insert into erased_count as c (tenant_id, erasure_id, kind, n) values (?, ?, ?, ?)
                        on conflict (tenant_id, erasure_id, kind) do update set n = c.n + excluded.n""")
                .param(tenant.value())
                .param(erasure)
                .param(kind)
                .param(erased)
                .update();
    }

    /** Returns the event by which {@code service} answers that an erasure is done here. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Event answer(TenantId tenant, UUID erasure, String service, Instant at) {
        Map<String, Long> counts = new TreeMap<>();
        jdbc.sql("select kind, n from erased_count where tenant_id = ? and erasure_id = ?")
                .param(tenant.value())
                .param(erasure)
                .query((row, number) -> counts.put(row.getString("kind"), row.getLong("n")))
                .list();
        return Event.of(
                        Topics.ERASURE_COMPLETED,
                        EventTypes.ERASURE_COMPLETED,
                        Ids.derived(EventTypes.ERASURE_COMPLETED, erasure, service),
                        tenant,
                        erasure)
                .at(at)
                .carrying(new ErasureCompleted(erasure, service, at, counts));
    }
}
