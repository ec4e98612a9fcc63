package io.parley.messaging.dispatch;

import io.parley.contract.TenantId;
import io.parley.kit.crypto.Encryption;
import io.parley.kit.database.Columns;
import io.parley.kit.tenant.TenantContext;
import io.parley.messaging.message.MessageRow;
import io.parley.messaging.number.Numbers;
import io.parley.messaging.number.WhatsAppNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Hands out messages to be sent. A claim is committed before it is handed out, so that no two processes ever hold the
 * same message, and a message whose process died is known to have been in somebody's hands.
 */
@Repository
class SendQueue {

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Numbers numbers;
    private final Encryption encryption;
    private final DispatchProperties properties;
    private final Clock clock;

    SendQueue(
            JdbcClient jdbc,
            TransactionOperations transaction,
            Numbers numbers,
            Encryption encryption,
            DispatchProperties properties,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.numbers = numbers;
        this.encryption = encryption;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Claims due messages, of each lane no more than its share and of each conversation at most the first, and reads what
     * they need. What an agent wrote goes before templates.
     */
    List<Outgoing> claim(List<Lanes.Share> shares) {
        if (shares.isEmpty()) {
            return List.of();
        }
        var claims = transaction.execute(status -> claimDue(shares));
        if (claims.isEmpty()) {
            return List.of();
        }
        var tenants = claims.stream().map(Claim::tenant).collect(Collectors.toSet());
        return TenantContext.call(tenants, () -> transaction.execute(status -> read(claims, numbersOf(claims))));
    }

    /** Gives a claim back unused; tells whether it was still held. */
    boolean release(Claim claim) {
        return jdbc.sql("""
                        update send_queue set state = 'READY', claimed_at = null, attempts = attempts - 1
                        where tenant_id = ? and message_id = ? and state = 'SENDING' and claimed_at = ?::timestamptz""")
                        .param(claim.tenant().value())
                        .param(claim.message())
                        .param(claim.claimedAt().toString())
                        .update()
                == 1;
    }

    /** Tells whether so much time has passed since a claim that it may have been given up. */
    boolean isOld(Claim claim) {
        return claim.claimedAt().plus(properties.connectTimeout()).isBefore(clock.instant());
    }

    /** Puts claims back whose customers must not get more just now, each for its time. */
    void postpone(Map<Claim, Duration> waits) {
        if (waits.isEmpty()) {
            return;
        }
        var now = clock.instant();
        jdbc.sql("""
                        update send_queue q set state = 'READY', claimed_at = null, attempts = attempts - 1, due_at = n.due_at
                        from unnest(?::uuid[], ?::uuid[], ?::timestamptz[]) as n (tenant_id, message_id, due_at)
                        where q.tenant_id = n.tenant_id and q.message_id = n.message_id and q.state = 'SENDING'""")
                .param(Columns.of(waits.keySet(), Claim::tenant))
                .param(Columns.of(waits.keySet(), Claim::message))
                .param(Columns.of(waits.values(), wait -> now.plus(wait).toString()))
                .update();
    }

    private List<Claim> claimDue(List<Lanes.Share> shares) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return jdbc.sql("""
                        with due as (
                          select head.tenant_id, head.message_id
                          from unnest(:tenants::uuid[], :numbers::text[], :most::integer[])
                            as lane (tenant_id, phone_number_id, most)
                          cross join lateral (
                            select q.tenant_id, q.message_id from send_queue q
                            where q.tenant_id = lane.tenant_id and q.phone_number_id = lane.phone_number_id
                              and q.state = 'READY' and q.due_at <= :now::timestamptz and not exists (
                                select 1 from send_queue earlier
                                where earlier.tenant_id = q.tenant_id and earlier.conversation_id = q.conversation_id
                                  and earlier.position < q.position
                                  and not (earlier.state = 'UNCERTAIN' and earlier.uncertain_since < :free::timestamptz))
                            order by q.bulk, q.position
                            limit lane.most
                            for update skip locked) head)
                        update send_queue q set state = 'SENDING', claimed_at = :now::timestamptz,
                          attempts = attempts + 1
                        from due where q.tenant_id = due.tenant_id and q.message_id = due.message_id
                        returning q.tenant_id, q.message_id, q.attempts, q.queued_at""")
                .param("now", now.toString())
                .param("free", now.minus(properties.holdConversation()).toString())
                .param("tenants", Columns.of(shares, one -> one.lane().lane().tenant()))
                .param("numbers", Columns.of(shares, one -> one.lane().lane().phoneNumberId()))
                .param("most", Columns.of(shares, Lanes.Share::most))
                .query((row, number) -> new Claim(
                        new TenantId(row.getObject("tenant_id", UUID.class)),
                        row.getObject("message_id", UUID.class),
                        now,
                        row.getInt("attempts"),
                        row.getObject("queued_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    private Map<String, WhatsAppNumber> numbersOf(List<Claim> claims) {
        var tenants = claims.stream().map(Claim::tenant).collect(Collectors.toSet());
        return numbers.ofTenants(tenants).stream()
                .collect(Collectors.toMap(one -> one.tenant() + " " + one.phoneNumberId(), Function.identity()));
    }

    private List<Outgoing> read(List<Claim> claims, Map<String, WhatsAppNumber> known) {
        var byMessage = claims.stream().collect(Collectors.toMap(Claim::message, Function.identity()));
        return jdbc.sql("""
                        select m.*, replied.wamid as replied_wamid
                        from unnest(?::uuid[], ?::uuid[]) as wanted (tenant_id, id)
                        join message m using (tenant_id, id)
                        left join message replied on replied.tenant_id = m.tenant_id and replied.id = m.reply_to
                        order by m.position""")
                .param(Columns.of(claims, Claim::tenant))
                .param(Columns.of(claims, Claim::message))
                .query((row, number) -> outgoing(row, byMessage, known))
                .list();
    }

    private Outgoing outgoing(ResultSet row, Map<UUID, Claim> claims, Map<String, WhatsAppNumber> known)
            throws SQLException {
        var message = MessageRow.read(row);
        var claim = claims.get(message.id());
        if (claim == null) {
            throw new IllegalStateException("message " + message.id() + " was not claimed");
        }
        @Nullable WhatsAppNumber from = known.get(claim.tenant() + " " + message.phoneNumberId());
        var token = from == null || from.accessTokenEncrypted() == null
                ? null
                : encryption.decrypt(claim.tenant(), from.accessTokenEncrypted());
        return new Outgoing(claim, message, row.getString("replied_wamid"), token);
    }
}
