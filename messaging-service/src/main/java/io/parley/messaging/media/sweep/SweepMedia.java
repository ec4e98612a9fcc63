package io.parley.messaging.media.sweep;

import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import io.parley.kit.tenant.TenantContext;
import io.parley.messaging.media.MediaProperties;
import io.parley.messaging.media.MediaStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
 * Deletes files in two steps: their rows say first that they are going, then they go, then the rows that knew of them. Whatever
 * stops it in between, the next round goes on there. Every instance does it; rows that one is at are skipped by others.
 */
@Component
class SweepMedia {

    private static final Logger log = LoggerFactory.getLogger(SweepMedia.class);
    private static final int BATCH = 200;

    /** Longer than any upload takes. */
    private static final Duration UNFINISHED = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final MediaStore store;
    private final MediaProperties properties;
    private final Clock clock;

    SweepMedia(
            JdbcClient jdbc,
            TransactionOperations transaction,
            MediaStore store,
            MediaProperties properties,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.store = store;
        this.properties = properties;
        this.clock = clock;
    }

    private record Key(TenantId tenant, UUID media) {}

    @Scheduled(
            initialDelayString = "${parley.messaging.media.sweep-every}",
            fixedDelayString = "${parley.messaging.media.sweep-every}")
    void sweepRegularly() {
        try {
            sweep();
        } catch (DataAccessException | TransactionException | IOException | UncheckedIOException e) {
            log.warn("files could not be swept yet: {}", e.toString());
        }
    }

    /** Deletes everything that is to go by now. */
    void sweep() throws IOException {
        var now = clock.instant();
        condemn("UPLOADING", now.minus(UNFINISHED));
        var unused = properties.unusedAfter();
        condemn(
                "UNUSED",
                now.minus(properties
                        .kept()
                        .filter(kept -> kept.compareTo(unused) < 0)
                        .orElse(unused)));
        properties.kept().ifPresent(kept -> condemn("USED", now.minus(kept)));
        while (deleteSome() == BATCH) {
            // the next ones
        }
        store.sweepUnfinished(now.minus(UNFINISHED));
    }

    /** Uploads that nobody has in a message leave no trace; what is in one leaves a row that says what became of it. */
    private void condemn(String phase, Instant before) {
        while (true) {
            var due = jdbc.sql(
                            "select tenant_id, media_id from media_life where phase = ? and since < ?::timestamptz limit ?")
                    .param(phase)
                    .param(before.toString())
                    .param(BATCH)
                    .query((row, count) -> key(row))
                    .list();
            if (due.isEmpty()) {
                return;
            }
            var tenants = due.stream().map(Key::tenant).collect(Collectors.toSet());
            TenantContext.run(tenants, () -> transaction.executeWithoutResult(status -> condemn(phase, before, due)));
        }
    }

    private void condemn(String phase, Instant before, List<Key> due) {
        jdbc.sql("""
                        with going as (
                          update media_life l set phase = 'DELETING' from unnest(?::uuid[], ?::uuid[]) as n (tenant_id, media_id)
                          where l.tenant_id = n.tenant_id and l.media_id = n.media_id and l.phase = ?
                            and l.since < ?::timestamptz
                          returning l.tenant_id, l.media_id),
                        forgotten as (
                          delete from media m using going
                          where m.tenant_id = going.tenant_id and m.id = going.media_id and ? <> 'USED'),
                        renamed as (
                          delete from media_upload u using going
                          where u.tenant_id = going.tenant_id and u.media_id = going.media_id)
                        update media m set status = 'EXPIRED', updated_at = ?::timestamptz from going
                        where m.tenant_id = going.tenant_id and m.id = going.media_id and m.status = 'STORED' and ? = 'USED'""")
                .param(Columns.of(due, Key::tenant))
                .param(Columns.of(due, Key::media))
                .param(phase)
                .param(before.toString())
                .param(phase)
                .param(clock.instant().toString())
                .param(phase)
                .update();
    }

    /** The rows stay locked while their files go, so that nobody writes a new one there meanwhile. */
    private int deleteSome() {
        Integer deleted = transaction.execute(status -> {
            var going =
                    jdbc.sql("""
                            select tenant_id, media_id from media_life where phase = 'DELETING'
                            order by since limit ? for update skip locked""").param(BATCH).query((row, count) -> key(row)).list();
            going.forEach(this::delete);
            jdbc.sql("""
                            delete from media_life l using unnest(?::uuid[], ?::uuid[]) as n (tenant_id, media_id)
                            where l.tenant_id = n.tenant_id and l.media_id = n.media_id""")
                    .param(Columns.of(going, Key::tenant))
                    .param(Columns.of(going, Key::media))
                    .update();
            return going.size();
        });
        return deleted == null ? 0 : deleted;
    }

    private void delete(Key key) {
        try {
            store.delete(MediaStore.key(key.tenant(), key.media()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Key key(ResultSet row) throws SQLException {
        return new Key(new TenantId(row.getObject("tenant_id", UUID.class)), row.getObject("media_id", UUID.class));
    }
}
