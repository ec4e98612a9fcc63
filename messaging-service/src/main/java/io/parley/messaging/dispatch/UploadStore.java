package io.parley.messaging.dispatch;

import io.parley.contract.TenantId;
import io.parley.kit.tenant.TenantContext;
import io.parley.messaging.media.MediaFile;
import io.parley.messaging.media.MediaTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The SQL of {@link AttachFile}: under which ids WhatsApp holds files, and claims that wait for an upload. Such a claim is put
 * back, due only after the upload must have ended: if its process dies meanwhile, nothing was sent and the message is due again.
 */
@Repository
class UploadStore {

    /** Meta keeps uploads for 30 days. */
    private static final Duration VALID = Duration.ofDays(28);

    private final JdbcClient jdbc;
    private final MediaTable table;
    private final TransactionOperations transaction;
    private final Clock clock;

    UploadStore(JdbcClient jdbc, MediaTable table, TransactionOperations transaction, Clock clock) {
        this.jdbc = jdbc;
        this.table = table;
        this.transaction = transaction;
        this.clock = clock;
    }

    Optional<MediaFile> file(TenantId tenant, UUID media) {
        return within(tenant, () -> table.find(tenant, media));
    }

    /** Returns WhatsApp's id of a file, as long as it is surely valid. */
    Optional<String> idOf(TenantId tenant, UUID media, String phoneNumberId) {
        return within(
                tenant,
                () -> jdbc.sql("""
                        select graph_id from media_upload
                        where tenant_id = ? and media_id = ? and phone_number_id = ? and uploaded_at > ?::timestamptz""")
                        .param(tenant.value())
                        .param(media)
                        .param(phoneNumberId)
                        .param(clock.instant().minus(VALID).toString())
                        .query(String.class)
                        .optional());
    }

    void remember(TenantId tenant, UUID media, String phoneNumberId, String graphId) {
        within(
                tenant,
                () -> jdbc.sql("""
                        insert into media_upload (tenant_id, media_id, phone_number_id, graph_id, uploaded_at)
                        values (?, ?, ?, ?, ?::timestamptz)
                        on conflict (tenant_id, media_id, phone_number_id) do update
                          set graph_id = excluded.graph_id, uploaded_at = excluded.uploaded_at""")
                        .param(tenant.value())
                        .param(media)
                        .param(phoneNumberId)
                        .param(graphId)
                        .param(clock.instant().toString())
                        .update());
    }

    /** Forgets one id; another one that has taken its place meanwhile stays. */
    void forget(TenantId tenant, UUID media, String phoneNumberId, String graphId) {
        within(
                tenant,
                () -> jdbc.sql("""
                        delete from media_upload
                        where tenant_id = ? and media_id = ? and phone_number_id = ? and graph_id = ?""")
                        .param(tenant.value())
                        .param(media)
                        .param(phoneNumberId)
                        .param(graphId)
                        .update());
    }

    /** Puts a claim back until {@code due}; tells whether it was still held. */
    boolean setAside(Claim claim, Instant due) {
        return jdbc.sql("""
                        update send_queue set state = 'READY', due_at = ?::timestamptz, claimed_at = null
                        where tenant_id = ? and message_id = ? and state = 'SENDING' and claimed_at = ?::timestamptz""")
                        .param(due.toString())
                        .param(claim.tenant().value())
                        .param(claim.message())
                        .param(claim.claimedAt().toString())
                        .update()
                == 1;
    }

    /** Takes a claim up again that was put back until {@code due}; empty where somebody has touched it. */
    Optional<Claim> resume(Claim claim, Instant due) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var resumed = jdbc.sql("""
                        update send_queue set state = 'SENDING', claimed_at = ?::timestamptz
                        where tenant_id = ? and message_id = ? and state = 'READY' and due_at = ?::timestamptz""")
                .param(now.toString())
                .param(claim.tenant().value())
                .param(claim.message())
                .param(due.toString())
                .update();
        return resumed == 1
                ? Optional.of(new Claim(claim.tenant(), claim.message(), now, claim.attempts(), claim.queuedAt()))
                : Optional.empty();
    }

    private <T> T within(TenantId tenant, Supplier<T> work) {
        return TenantContext.call(tenant, () -> transaction.execute(status -> work.get()));
    }
}
