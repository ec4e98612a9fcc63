package io.parley.template.account;

import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which accounts are to be read whole, and when. Of all instances one reads an account at a time, under a lease; what is
 * asked for meanwhile is done afterwards.
 */
@Repository
public class SyncQueue {

    private static final String CLAIM = """
            update sync_queue q set due_at = 'infinity', lease_until = :until::timestamptz
            from (select tenant_id, business_account_id from sync_queue
                  where (lease_until is null or lease_until < :now::timestamptz) and (%s)
                  order by due_at limit 1 for update skip locked) as next
            where q.tenant_id = next.tenant_id and q.business_account_id = next.business_account_id
            returning q.*""";

    private static final String NEXT = CLAIM.formatted("due_at <= :now::timestamptz or lease_until is not null");
    private static final String THIS = CLAIM.formatted("tenant_id = :tenant and business_account_id = :account");

    private final JdbcClient jdbc;

    SyncQueue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Leave to read an account.
     *
     * @param failures how often in a row it has failed before
     */
    public record Claim(TenantId tenant, String businessAccountId, int failures) {}

    /** Asks that accounts be read at a time, or sooner if they are to be anyway. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void request(Collection<Account> accounts, Instant at) {
        if (accounts.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into sync_queue as q (tenant_id, business_account_id, due_at)
                        select tenant_id, business_account_id, ?::timestamptz
                        from unnest(?::uuid[], ?::text[]) as new (tenant_id, business_account_id)
                        order by tenant_id, business_account_id
                        on conflict (tenant_id, business_account_id)
                          do update set due_at = least(q.due_at, excluded.due_at)""")
                .param(at.toString())
                .param(Columns.of(accounts, Account::tenant))
                .param(Columns.of(accounts, Account::id))
                .update();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void keepOnly(TenantId tenant, Collection<Account> accounts) {
        jdbc.sql("delete from sync_queue where tenant_id = ? and business_account_id <> all (?::text[])")
                .param(tenant.value())
                .param(Columns.of(accounts, Account::id))
                .update();
    }

    /** Claims an account that is due, of whichever tenant; one whose reader has been silent for too long as well. */
    @Transactional
    public Optional<Claim> claim(Instant now, Duration lease) {
        return jdbc.sql(NEXT)
                .param("now", now.toString())
                .param("until", now.plus(lease).toString())
                .query((row, number) -> claim(row))
                .optional();
    }

    /** Claims this account, due or not; empty where it is being read. */
    @Transactional
    public Optional<Claim> claim(Account account, Instant now, Duration lease) {
        return jdbc.sql(THIS)
                .param("now", now.toString())
                .param("until", now.plus(lease).toString())
                .param("tenant", account.tenant().value())
                .param("account", account.id())
                .query((row, number) -> claim(row))
                .optional();
    }

    /** Ends a claim; the account is due again at {@code next}, or sooner where somebody has asked meanwhile. */
    @Transactional
    public void end(Claim claim, boolean failed, Instant next) {
        jdbc.sql("""
                        update sync_queue set lease_until = null, failures = case when ? then failures + 1 else 0 end,
                          due_at = least(due_at, ?::timestamptz)
                        where tenant_id = ? and business_account_id = ?""")
                .param(failed)
                .param(next.toString())
                .param(claim.tenant().value())
                .param(claim.businessAccountId())
                .update();
    }

    private static Claim claim(ResultSet row) throws SQLException {
        return new Claim(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getString("business_account_id"),
                row.getInt("failures"));
    }
}
