package io.parley.messaging.media;

import io.parley.contract.MessageError;
import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import io.parley.kit.file.FileType;
import io.parley.kit.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The rows of files. Whatever is written to the store has a row before. */
@Repository
public class MediaTable {

    private final JdbcClient jdbc;
    private final Clock clock;

    MediaTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A file that a message names and WhatsApp still has.
     *
     * @param graphId Meta's id of it
     * @param sha256 what the webhook says, in hex
     */
    public record Expected(
            TenantId tenant,
            UUID id,
            UUID message,
            String phoneNumberId,
            String graphId,
            @Nullable String filename,
            @Nullable String sha256) {}

    /** Notes files that are to be fetched; those that are noted already stay as they are. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void expect(List<Expected> files) {
        if (files.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        with new as (
                          select * from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[])
                            as n (tenant_id, id, message_id, phone_number_id, graph_id, filename, declared_sha256)),
                        added as (
                          insert into media (tenant_id, id, status, message_id, phone_number_id, graph_id, filename,
                            declared_sha256, created_at, updated_at)
                          select tenant_id, id, 'PENDING', message_id, phone_number_id, graph_id, filename,
                            declared_sha256, ?::timestamptz, ?::timestamptz
                          from new on conflict do nothing
                          returning tenant_id, id, created_at)
                        insert into media_fetch (tenant_id, media_id, due_at) select * from added on conflict do nothing""")
                .param(Columns.of(files, Expected::tenant))
                .param(Columns.of(files, Expected::id))
                .param(Columns.of(files, Expected::message))
                .param(Columns.of(files, Expected::phoneNumberId))
                .param(Columns.of(files, Expected::graphId))
                .param(Columns.of(files, Expected::filename))
                .param(Columns.of(files, Expected::sha256))
                .param(clock.instant().toString())
                .param(clock.instant().toString())
                .update();
    }

    /** Has a file that cannot be had, or not yet, fetched at once; its message says so. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void expectAgain(TenantId tenant, UUID id) {
        jdbc.sql("""
                        with again as (
                          update media set status = 'PENDING', error = null, updated_at = :now::timestamptz
                          where tenant_id = :tenant and id = :id and status in ('FAILED', 'PENDING')
                          returning tenant_id, id, message_id),
                        queued as (
                          insert into media_fetch (tenant_id, media_id, due_at)
                          select tenant_id, id, :now::timestamptz from again
                          on conflict (tenant_id, media_id) do update
                            set due_at = excluded.due_at, attempts = 0, claimed_at = null)
                        update message m set content = (m.content - 'mediaError') || '{"mediaStatus": "PENDING"}',
                          updated_at = :now::timestamptz
                        from again where m.tenant_id = again.tenant_id and m.id = again.message_id""")
                .param("now", clock.instant().toString())
                .param("tenant", tenant.value())
                .param("id", id)
                .update();
    }

    /** Notes a file that is about to be uploaded; {@link #find} does not show it yet. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void begin(TenantId tenant, UUID id, @Nullable String filename) {
        jdbc.sql("""
                        insert into media (tenant_id, id, status, filename, created_at, updated_at)
                        values (?, ?, 'UPLOADING', ?, ?::timestamptz, ?::timestamptz)""")
                .param(tenant.value())
                .param(id)
                .param(filename)
                .param(clock.instant().toString())
                .param(clock.instant().toString())
                .update();
        live(tenant, id, "UPLOADING");
    }

    /** Forgets an upload of which nothing is in the store. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void discard(TenantId tenant, UUID id) {
        jdbc.sql("""
                        with gone as (
                          delete from media where tenant_id = ? and id = ? and status = 'UPLOADING' returning tenant_id, id)
                        delete from media_life l using gone where l.tenant_id = gone.tenant_id and l.media_id = gone.id""").param(tenant.value()).param(id).update();
    }

    /** Notes that an upload is in the store; tells whether its row was still there. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean uploaded(MediaFile.Stored file) {
        return store(file, "UPLOADING", "UNUSED");
    }

    /** Notes that a file of WhatsApp's is in the store; tells whether it was still waited for. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean fetched(MediaFile.Stored file) {
        return store(file, "PENDING", "USED");
    }

    /** Lets a file go into the store that is fetched, so that whatever happens to its process, its place is known. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void fetching(TenantId tenant, UUID id) {
        live(tenant, id, "USED");
    }

    /** Notes that a file cannot be had; tells whether it was still waited for. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean failed(TenantId tenant, UUID id, MessageError error) {
        jdbc.sql("update media_life set phase = 'DELETING' where tenant_id = ? and media_id = ?")
                .param(tenant.value())
                .param(id)
                .update();
        return jdbc.sql("""
                        update media set status = 'FAILED', error = ?::jsonb, updated_at = ?::timestamptz
                        where tenant_id = ? and id = ? and status = 'PENDING'""")
                        .param(Json.events().writeValueAsString(error))
                        .param(clock.instant().toString())
                        .param(tenant.value())
                        .param(id)
                        .update()
                == 1;
    }

    /** Returns a file of the tenant. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<MediaFile> find(TenantId tenant, UUID id) {
        return jdbc.sql("select * from media where tenant_id = ? and id = ? and status <> 'UPLOADING'")
                .param(tenant.value())
                .param(id)
                .query((row, count) -> file(row))
                .optional();
    }

    /** Puts a file into a message, so that it is kept like one; returns it as {@link #find} does. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<MediaFile> use(TenantId tenant, UUID id) {
        jdbc.sql(
                        "update media_life set phase = 'USED' where tenant_id = ? and media_id = ? and phase in ('UNUSED', 'USED')")
                .param(tenant.value())
                .param(id)
                .update();
        return find(tenant, id);
    }

    /** Has a file uploaded to WhatsApp anew when it is sent next. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void forgetUploads(TenantId tenant, UUID id) {
        jdbc.sql("delete from media_upload where tenant_id = ? and media_id = ?")
                .param(tenant.value())
                .param(id)
                .update();
    }

    private boolean store(MediaFile.Stored file, String from, String phase) {
        var updated = jdbc.sql("""
                        update media set status = 'STORED', mime_type = ?, animated = ?, size = ?, sha256 = ?, error = null,
                          updated_at = ?::timestamptz
                        where tenant_id = ? and id = ? and status = ?""")
                .param(file.type().mimeType())
                .param(file.type().animated())
                .param(file.size())
                .param(file.sha256())
                .param(clock.instant().toString())
                .param(file.tenant().value())
                .param(file.id())
                .param(from)
                .update();
        if (updated == 1) {
            live(file.tenant(), file.id(), phase);
        }
        return updated == 1;
    }

    private void live(TenantId tenant, UUID id, String phase) {
        Instant now = clock.instant();
        jdbc.sql("""
                        insert into media_life (tenant_id, media_id, phase, since) values (?, ?, ?, ?::timestamptz)
                        on conflict (tenant_id, media_id) do update set phase = excluded.phase, since = excluded.since""")
                .param(tenant.value())
                .param(id)
                .param(phase)
                .param(now.toString())
                .update();
    }

    private static MediaFile file(ResultSet row) throws SQLException {
        return switch (row.getString("status")) {
            case "PENDING" -> new MediaFile.Pending();
            case "FAILED" -> new MediaFile.Failed(Json.events().readValue(row.getString("error"), MessageError.class));
            case "EXPIRED" -> new MediaFile.Expired();
            default ->
                new MediaFile.Stored(
                        new TenantId(row.getObject("tenant_id", UUID.class)),
                        row.getObject("id", UUID.class),
                        new FileType(Objects.requireNonNull(row.getString("mime_type")), row.getBoolean("animated")),
                        row.getString("filename"),
                        row.getLong("size"),
                        Objects.requireNonNull(row.getString("sha256")));
        };
    }
}
