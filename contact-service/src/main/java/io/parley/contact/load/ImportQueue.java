package io.parley.contact.load;

import io.parley.contract.TenantId;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Hands imports to workers, oldest first and one of a tenant at a time. A worker has an import while its lease lasts,
 * which each batch renews; when a process dies, another takes over as soon as it has run out.
 */
@Repository
class ImportQueue {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final LoadProperties properties;

    ImportQueue(JdbcClient jdbc, Clock clock, LoadProperties properties) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.properties = properties;
    }

    /** An import that a worker has been given. */
    record Claim(TenantId tenant, UUID job, UUID worker) {}

    Optional<Claim> claim(UUID worker) {
        var now = clock.instant();
        return jdbc.sql("""
                        update import_queue set worker = ?, lease_until = ?::timestamptz
                        where (tenant_id, job_id) = (
                          select q.tenant_id, q.job_id from import_queue q
                          where (q.lease_until is null or q.lease_until < ?::timestamptz)
                            and not exists (select 1 from import_queue other
                              where other.tenant_id = q.tenant_id and other.position < q.position)
                          order by q.position limit 1 for update skip locked)
                        returning tenant_id, job_id""")
                .param(worker)
                .param(now.plus(properties.lease()).toString())
                .param(now.toString())
                .query((row, number) -> new Claim(
                        new TenantId(row.getObject("tenant_id", UUID.class)),
                        row.getObject("job_id", UUID.class),
                        worker))
                .optional();
    }

    /** Returns whether the worker still has the import, and for how long from now on. */
    boolean renew(Claim claim) {
        return jdbc.sql("""
                        update import_queue set lease_until = ?::timestamptz
                        where tenant_id = ? and job_id = ? and worker = ?""")
                        .param(clock.instant().plus(properties.lease()).toString())
                        .param(claim.tenant().value())
                        .param(claim.job())
                        .param(claim.worker())
                        .update()
                == 1;
    }

    /** Gives an import back, for whoever comes next. */
    void release(Claim claim) {
        jdbc.sql("""
                        update import_queue set lease_until = null, worker = null
                        where tenant_id = ? and job_id = ? and worker = ?""")
                .param(claim.tenant().value())
                .param(claim.job())
                .param(claim.worker())
                .update();
    }
}
