package io.parley.contact.load;

import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import io.parley.kit.tenant.TenantContext;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Deletes imports that have ended and are older than they are kept for, with whatever there is of their files. Every
 * instance does it; a round that is broken off is gone on with by the next.
 */
@Component
class SweepImports {

    private static final Logger log = LoggerFactory.getLogger(SweepImports.class);
    private static final int BATCH = 200;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final LoadProperties properties;
    private final Clock clock;

    SweepImports(JdbcClient jdbc, TransactionOperations transaction, LoadProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.properties = properties;
        this.clock = clock;
    }

    private record Key(TenantId tenant, UUID job) {}

    @Scheduled(
            initialDelayString = "${parley.contact.load.sweep-every}",
            fixedDelayString = "${parley.contact.load.sweep-every}")
    void sweepRegularly() {
        try {
            sweep();
        } catch (DataAccessException | TransactionException e) {
            log.warn("old imports could not be swept yet: {}", e.toString());
        }
    }

    /** Deletes everything that is to go by now. */
    void sweep() {
        var before = clock.instant().minus(properties.retention());
        while (true) {
            var old = jdbc.sql("""
                            select a.tenant_id, a.job_id from import_age a
                            where a.created_at < ?::timestamptz and not exists (select 1 from import_queue q
                              where q.tenant_id = a.tenant_id and q.job_id = a.job_id)
                            order by a.created_at limit ?""")
                    .param(before.toString())
                    .param(BATCH)
                    .query((row, count) -> new Key(
                            new TenantId(row.getObject("tenant_id", UUID.class)), row.getObject("job_id", UUID.class)))
                    .list();
            if (old.isEmpty()) {
                return;
            }
            var tenants = old.stream().map(Key::tenant).collect(Collectors.toSet());
            TenantContext.run(tenants, () -> transaction.executeWithoutResult(status -> delete(old)));
        }
    }

    private void delete(List<Key> old) {
        for (var sql : List.of(
                "delete from import_chunk t using unnest(?::uuid[], ?::uuid[]) as n (tenant_id, id) "
                        + "where t.tenant_id = n.tenant_id and t.job_id = n.id",
                "delete from import_job t using unnest(?::uuid[], ?::uuid[]) as n (tenant_id, id) "
                        + "where t.tenant_id = n.tenant_id and t.id = n.id",
                "delete from import_age t using unnest(?::uuid[], ?::uuid[]) as n (tenant_id, id) "
                        + "where t.tenant_id = n.tenant_id and t.job_id = n.id")) {
            jdbc.sql(sql)
                    .param(Columns.of(old, Key::tenant))
                    .param(Columns.of(old, Key::job))
                    .update();
        }
    }
}
