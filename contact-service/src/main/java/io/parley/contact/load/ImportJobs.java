package io.parley.contact.load;

import io.parley.contact.load.ImportJob.Progress;
import io.parley.contact.load.ImportJob.Status;
import io.parley.contract.TenantId;
import io.parley.kit.json.Json;
import io.parley.kit.web.PageRequest;
import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;

/** The tables of imports: what each is to do, how far it has come, and its file until it is done. */
@Repository
class ImportJobs {

    static final int CHUNK = 1024 * 1024;

    private static final TypeReference<List<RowProblem>> PROBLEMS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Clock clock;

    ImportJobs(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Returns how many imports of a tenant have not ended; while the transaction lasts, no other one counts. */
    @Transactional(propagation = Propagation.MANDATORY)
    public int unfinished(TenantId tenant) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('parley.import.' || ?, 0))")
                .param(tenant.toString())
                .query((row, number) -> true)
                .list();
        return jdbc.sql("select count(*) from import_queue where tenant_id = ?")
                .param(tenant.value())
                .query(Integer.class)
                .single();
    }

    /** Keeps an import with its file; all of it or, where {@code file} ends early, nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(TenantId tenant, UUID id, UUID user, Inspection inspection, InputStream file) throws IOException {
        jdbc.sql("""
                        insert into import_job (tenant_id, id, status, created_by, layout, total, created_at, updated_at)
                        values (?, ?, 'QUEUED', ?, ?::jsonb, ?, ?::timestamptz, ?::timestamptz)""")
                .param(tenant.value())
                .param(id)
                .param(user)
                .param(Json.events().writeValueAsString(inspection.layout()))
                .param(inspection.rows())
                .param(clock.instant().toString())
                .param(clock.instant().toString())
                .update();
        var seq = 0;
        for (var bytes = file.readNBytes(CHUNK); bytes.length > 0; bytes = file.readNBytes(CHUNK)) {
            jdbc.sql("insert into import_chunk (tenant_id, job_id, seq, bytes) values (?, ?, ?, ?)")
                    .param(tenant.value())
                    .param(id)
                    .param(seq++)
                    .param(bytes)
                    .update();
        }
        jdbc.sql("insert into import_age (tenant_id, job_id, created_at) values (?, ?, ?::timestamptz)")
                .param(tenant.value())
                .param(id)
                .param(clock.instant().toString())
                .update();
        jdbc.sql("insert into import_queue (tenant_id, job_id) values (?, ?)")
                .param(tenant.value())
                .param(id)
                .update();
    }

    @Transactional(readOnly = true)
    public Optional<ImportJob> find(TenantId tenant, UUID id) {
        return jdbc.sql("select * from import_job where tenant_id = ? and id = ?")
                .param(tenant.value())
                .param(id)
                .query((row, number) -> job(row))
                .optional();
    }

    /** Returns a tenant's imports, the newest first. */
    @Transactional(readOnly = true)
    public List<ImportJob> list(TenantId tenant, PageRequest page) {
        return jdbc.sql("select * from import_job where tenant_id = ? order by id desc limit ? offset ?")
                .param(tenant.value())
                .param(page.limit())
                .param(page.offset())
                .query((row, number) -> job(row))
                .list();
    }

    @Transactional(readOnly = true)
    public long count(TenantId tenant) {
        return jdbc.sql("select count(*) from import_job where tenant_id = ?")
                .param(tenant.value())
                .query(Long.class)
                .single();
    }

    @Transactional(readOnly = true)
    public Layout layout(TenantId tenant, UUID id) {
        return jdbc.sql("select layout from import_job where tenant_id = ? and id = ?")
                .param(tenant.value())
                .param(id)
                .query((row, number) -> Json.events().readValue(row.getString(1), Layout.class))
                .single();
    }

    /** Returns a piece of the file; empty after its last. */
    @Transactional(readOnly = true)
    public Optional<byte[]> chunk(TenantId tenant, UUID id, int seq) {
        return jdbc.sql("select bytes from import_chunk where tenant_id = ? and job_id = ? and seq = ?")
                .param(tenant.value())
                .param(id)
                .param(seq)
                .query((row, number) -> row.getBytes(1))
                .optional();
    }

    /**
     * Counts a batch that began after row {@code from}, in the transaction that writes it. Returns whether it was this
     * batch's turn: where not, another worker has gone on with the import, and the transaction must not commit.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean advance(TenantId tenant, UUID id, int from, Progress progress) {
        return jdbc.sql("""
                        update import_job set status = 'RUNNING', processed = processed + ?, created = created + ?,
                          updated = updated + ?, unchanged = unchanged + ?, failed = failed + ?,
                          errors = case when jsonb_array_length(errors) >= ? then errors else errors || ?::jsonb end,
                          updated_at = ?::timestamptz
                        where tenant_id = ? and id = ? and processed = ? and status in ('QUEUED', 'RUNNING')""")
                        .param(progress.rows())
                        .param(progress.created())
                        .param(progress.updated())
                        .param(progress.unchanged())
                        .param(progress.problems().size())
                        .param(ImportJob.MOST_ERRORS)
                        .param(Json.events()
                                .writeValueAsString(progress.problems().stream()
                                        .limit(ImportJob.MOST_ERRORS)
                                        .toList()))
                        .param(clock.instant().toString())
                        .param(tenant.value())
                        .param(id)
                        .param(from)
                        .update()
                == 1;
    }

    /** Ends an import and lets go of its file. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void finish(TenantId tenant, UUID id, Status status) {
        jdbc.sql("""
                        update import_job set status = ?, updated_at = ?::timestamptz
                        where tenant_id = ? and id = ? and status in ('QUEUED', 'RUNNING')""")
                .param(status.name())
                .param(clock.instant().toString())
                .param(tenant.value())
                .param(id)
                .update();
        jdbc.sql("delete from import_chunk where tenant_id = ? and job_id = ?")
                .param(tenant.value())
                .param(id)
                .update();
        jdbc.sql("delete from import_queue where tenant_id = ? and job_id = ?")
                .param(tenant.value())
                .param(id)
                .update();
    }

    private static ImportJob job(ResultSet row) throws SQLException {
        var errors = Json.events().readValue(row.getString("errors"), PROBLEMS);
        var shown = errors.subList(0, Math.min(errors.size(), ImportJob.MOST_ERRORS));
        return new ImportJob(
                row.getObject("id", UUID.class),
                Status.valueOf(row.getString("status")),
                row.getInt("processed"),
                row.getInt("total"),
                row.getInt("created"),
                row.getInt("updated"),
                row.getInt("unchanged"),
                row.getInt("failed"),
                shown,
                row.getInt("failed") - shown.size(),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
