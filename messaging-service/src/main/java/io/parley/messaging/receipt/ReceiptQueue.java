package io.parley.messaging.receipt;

import io.parley.contract.MessageEvent;
import io.parley.contract.TenantId;
import io.parley.kit.crypto.Encryption;
import io.parley.kit.crypto.Secret;
import io.parley.kit.tenant.TenantContext;
import io.parley.messaging.number.Numbers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Receipts on their way to WhatsApp. Telling the same twice harms nobody, so a claim is only a lease: what its process
 * did not settle is claimed again.
 */
@Repository
class ReceiptQueue {

    /** How long WhatsApp shows that somebody types; asking for it later would be a lie. */
    private static final Duration TYPING = Duration.ofSeconds(25);

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Numbers numbers;
    private final Encryption encryption;
    private final ReceiptProperties properties;
    private final Clock clock;

    ReceiptQueue(
            JdbcClient jdbc,
            TransactionOperations transaction,
            Numbers numbers,
            Encryption encryption,
            ReceiptProperties properties,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.numbers = numbers;
        this.encryption = encryption;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Queues the receipt of a customer's message, in place of one for an earlier message. Does nothing for a message that is
     * too old, or came to a number that cannot tell WhatsApp.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(TenantId tenant, MessageEvent message, boolean typing) {
        var now = now();
        if (message.whatsappId() == null
                || message.createdAt().isBefore(now.minus(properties.oldest()))
                || tokens(List.of(tenant)).get(key(tenant, message.phoneNumberId())) == null) {
            return;
        }
        jdbc.sql("""
                        insert into read_receipt as r (tenant_id, conversation_id, phone_number_id, wamid, message_at,
                          typing_until, due_at, queued_at)
                        values (:tenant, :conversation, :number, :wamid, :at::timestamptz, :typing::timestamptz,
                          :now::timestamptz, :now::timestamptz)
                        on conflict (tenant_id, conversation_id) do update set
                          phone_number_id = excluded.phone_number_id, wamid = excluded.wamid,
                          message_at = excluded.message_at,
                          typing_until = coalesce(excluded.typing_until, r.typing_until),
                          due_at = excluded.due_at, queued_at = excluded.queued_at, attempts = 0
                          where r.message_at <= excluded.message_at""")
                .param("tenant", tenant.value())
                .param("conversation", message.conversationId())
                .param("number", message.phoneNumberId())
                .param("wamid", message.whatsappId())
                .param("at", message.createdAt().toString())
                .param("typing", typing ? now.plus(TYPING).toString() : null)
                .param("now", now.toString())
                .update();
    }

    /** Claims up to {@code most} due receipts, with their tokens. */
    List<Receipt> claim(int most) {
        var now = now();
        var leasedUntil = now.plus(properties.lease());
        var claimed = jdbc.sql("""
                        with due as (
                          select tenant_id, conversation_id from read_receipt where due_at <= :now::timestamptz
                          order by due_at limit :most for update skip locked)
                        update read_receipt r set due_at = :lease::timestamptz, attempts = attempts + 1
                        from due where r.tenant_id = due.tenant_id and r.conversation_id = due.conversation_id
                        returning r.*""")
                .param("now", now.toString())
                .param("most", most)
                .param("lease", leasedUntil.toString())
                .query((row, number) -> receipt(row, leasedUntil, now))
                .list();
        if (claimed.isEmpty()) {
            return claimed;
        }
        var tenants = claimed.stream().map(Receipt::tenant).collect(Collectors.toSet());
        var tokens = TenantContext.call(tenants, () -> transaction.execute(status -> tokens(List.copyOf(tenants))));
        return claimed.stream()
                .map(one -> one.with(tokens.get(key(one.tenant(), one.phoneNumberId()))))
                .toList();
    }

    /** Forgets a receipt that is done with, unless another was asked for in the meantime. */
    void settle(Receipt receipt) {
        jdbc.sql("""
                        delete from read_receipt
                        where tenant_id = ? and conversation_id = ? and due_at = ?::timestamptz""")
                .param(receipt.tenant().value())
                .param(receipt.conversation())
                .param(receipt.leasedUntil().toString())
                .update();
    }

    /** Puts a receipt back that could not be delivered; forgets it where that has gone on for too long. */
    void postpone(Receipt receipt) {
        var now = now();
        if (receipt.queuedAt().plus(properties.giveUpAfter()).isBefore(now)) {
            settle(receipt);
            return;
        }
        var pause = properties.firstPause().multipliedBy(1L << Math.min(receipt.attempts() - 1, 8));
        jdbc.sql("""
                        update read_receipt set due_at = ?::timestamptz
                        where tenant_id = ? and conversation_id = ? and due_at = ?::timestamptz""")
                .param(now.plus(pause).toString())
                .param(receipt.tenant().value())
                .param(receipt.conversation())
                .param(receipt.leasedUntil().toString())
                .update();
    }

    private HashMap<String, Secret> tokens(List<TenantId> tenants) {
        var tokens = new HashMap<String, Secret>();
        for (var number : numbers.ofTenants(tenants)) {
            if (number.accessTokenEncrypted() != null) {
                tokens.put(
                        key(number.tenant(), number.phoneNumberId()),
                        encryption.decrypt(number.tenant(), number.accessTokenEncrypted()));
            }
        }
        return tokens;
    }

    private static Receipt receipt(ResultSet row, Instant leasedUntil, Instant now) throws SQLException {
        @Nullable OffsetDateTime typingUntil = row.getObject("typing_until", OffsetDateTime.class);
        return new Receipt(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getObject("conversation_id", UUID.class),
                row.getString("phone_number_id"),
                row.getString("wamid"),
                typingUntil != null && now.isBefore(typingUntil.toInstant()),
                leasedUntil,
                row.getObject("queued_at", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"),
                null);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static String key(TenantId tenant, String phoneNumberId) {
        return tenant + " " + phoneNumberId;
    }
}
