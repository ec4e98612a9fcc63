package io.parley.messaging.media.fetch;

import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import io.parley.messaging.media.MediaProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Hands out files to be fetched, each to one process at a time. A claim lasts for a lease and is renewed while its process
 * is at it, so a process that dies gives its files back by doing nothing.
 */
@Repository
class FetchQueue {

    private final JdbcClient jdbc;
    private final Duration lease;
    private final Clock clock;

    FetchQueue(JdbcClient jdbc, MediaProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.lease = properties.fetch().lease();
        this.clock = clock;
    }

    /**
     * The right to fetch one file.
     *
     * @param claimedAt when; also tells this claim from a later one
     * @param attempts how many claims there have been, this one included
     */
    record Claim(TenantId tenant, UUID media, Instant claimedAt, int attempts) {}

    /** Claims up to {@code most} files that are due. */
    List<Claim> claim(int most) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return jdbc.sql("""
                        with due as (
                          select tenant_id, media_id from media_fetch where due_at <= :now::timestamptz
                          order by due_at limit :most for update skip locked)
                        update media_fetch f set due_at = :until::timestamptz, claimed_at = :now::timestamptz,
                          attempts = attempts + 1
                        from due where f.tenant_id = due.tenant_id and f.media_id = due.media_id
                        returning f.tenant_id, f.media_id, f.attempts""")
                .param("now", now.toString())
                .param("until", now.plus(lease).toString())
                .param("most", most)
                .query((row, count) -> new Claim(
                        new TenantId(row.getObject("tenant_id", UUID.class)),
                        row.getObject("media_id", UUID.class),
                        now,
                        row.getInt("attempts")))
                .list();
    }

    /** Says of {@code claims} that their process is still at it. */
    void renew(Collection<Claim> claims) {
        if (claims.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        update media_fetch f set due_at = ?::timestamptz
                        from unnest(?::uuid[], ?::uuid[], ?::timestamptz[]) as n (tenant_id, media_id, claimed_at)
                        where f.tenant_id = n.tenant_id and f.media_id = n.media_id and f.claimed_at = n.claimed_at""")
                .param(clock.instant().plus(lease).toString())
                .param(Columns.of(claims, Claim::tenant))
                .param(Columns.of(claims, Claim::media))
                .param(Columns.of(claims, Claim::claimedAt))
                .update();
    }

    /** Gives a claim back for later; one that was lost meanwhile stays as it is. */
    void postpone(Claim claim, Instant due) {
        jdbc.sql("""
                        update media_fetch set due_at = ?::timestamptz, claimed_at = null
                        where tenant_id = ? and media_id = ? and claimed_at = ?::timestamptz""")
                .param(due.toString())
                .param(claim.tenant().value())
                .param(claim.media())
                .param(claim.claimedAt().toString())
                .update();
    }

    /** Gives a claim back for later as if it had not been made. */
    void waitUncounted(Claim claim, Instant due) {
        jdbc.sql("""
                        update media_fetch set due_at = ?::timestamptz, claimed_at = null, attempts = attempts - 1
                        where tenant_id = ? and media_id = ? and claimed_at = ?::timestamptz""")
                .param(due.toString())
                .param(claim.tenant().value())
                .param(claim.media())
                .param(claim.claimedAt().toString())
                .update();
    }

    /** Takes a file out of the queue; tells whether the claim was still held. */
    boolean leave(Claim claim) {
        return jdbc.sql("delete from media_fetch where tenant_id = ? and media_id = ? and claimed_at = ?::timestamptz")
                        .param(claim.tenant().value())
                        .param(claim.media())
                        .param(claim.claimedAt().toString())
                        .update()
                == 1;
    }
}
