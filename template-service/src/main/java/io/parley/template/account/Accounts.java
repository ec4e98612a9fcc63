package io.parley.template.account;

import io.parley.contract.TenantId;
import io.parley.contract.TenantSettings;
import io.parley.kit.database.Columns;
import io.parley.kit.web.ProblemException;
import io.parley.template.TemplateError;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** This service's copy of the tenants' business accounts. */
@Repository
public class Accounts {

    private final JdbcClient jdbc;
    private final SyncQueue queue;
    private final Clock clock;

    Accounts(JdbcClient jdbc, SyncQueue queue, Clock clock) {
        this.jdbc = jdbc;
        this.queue = queue;
        this.clock = clock;
    }

    /** Returns a tenant's accounts, that of the default number first. */
    @Transactional(readOnly = true)
    public List<Account> of(TenantId tenant) {
        return jdbc.sql("select * from account where tenant_id = ? order by place")
                .param(tenant.value())
                .query((row, number) -> account(row))
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<Account> find(TenantId tenant, String id) {
        return jdbc.sql("select * from account where tenant_id = ? and business_account_id = ?")
                .param(tenant.value())
                .param(id)
                .query((row, number) -> account(row))
                .optional();
    }

    /** The same; throws {@link ProblemException} where there is none. */
    @Transactional(readOnly = true)
    public List<Account> required(TenantId tenant) {
        var all = of(tenant);
        if (all.isEmpty()) {
            throw ProblemException.of(
                    TemplateError.WHATSAPP_NOT_CONFIGURED,
                    "No WhatsApp business account with an access token is connected; see PATCH /api/settings");
        }
        return all;
    }

    /**
     * Returns the account that a tenant wants something done with, that of the default number where {@code wanted} is null;
     * throws {@link ProblemException} where there is none.
     */
    @Transactional(readOnly = true)
    public Account choose(TenantId tenant, @Nullable String wanted) {
        return required(tenant).stream()
                .filter(one -> wanted == null || one.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> ProblemException.ofField("businessAccountId", "is none that is connected"));
    }

    /** Returns the accounts of some tenants. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Account> ofTenants(Collection<TenantId> tenants) {
        return jdbc.sql("select * from account where tenant_id = any (?::uuid[])")
                .param(Columns.of(tenants, one -> one))
                .query((row, number) -> account(row))
                .list();
    }

    /**
     * Takes over a tenant's settings unless newer ones are here already; accounts that are new or have another token are
     * read whole at once. Repeating it changes nothing.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void replace(TenantSettings settings) {
        var tenant = settings.tenantId();
        var taken =
                jdbc.sql("""
                        insert into settings_copy as s (tenant_id, version) values (?, ?)
                        on conflict (tenant_id) do update set version = excluded.version
                          where s.version < excluded.version""").param(tenant.value()).param(settings.version()).update();
        if (taken == 0) {
            return;
        }
        var before = of(tenant);
        var after = accounts(settings);
        jdbc.sql("delete from account where tenant_id = ?")
                .param(tenant.value())
                .update();
        jdbc.sql("""
                        insert into account (tenant_id, business_account_id, place, access_token_encrypted)
                        select ?, * from unnest(?::text[], ?::integer[], ?::text[])""")
                .param(tenant.value())
                .param(Columns.of(after, Account::id))
                .param(Columns.of(IntStream.range(0, after.size()).boxed().toList(), place -> place))
                .param(Columns.of(after, Account::accessTokenEncrypted))
                .update();
        queue.keepOnly(tenant, after);
        var changed = new ArrayList<>(after);
        changed.removeAll(before);
        queue.request(changed, clock.instant());
    }

    /** A number without a token or an account has no templates that could be read. */
    private static List<Account> accounts(TenantSettings settings) {
        var accounts = new LinkedHashMap<String, Account>();
        for (var number : settings.numbers()) {
            var id = number.businessAccountId();
            var token = number.accessTokenEncrypted();
            if (id != null && token != null) {
                accounts.putIfAbsent(id, new Account(settings.tenantId(), id, token));
            }
        }
        return List.copyOf(accounts.values());
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getString("business_account_id"),
                row.getString("access_token_encrypted"));
    }
}
