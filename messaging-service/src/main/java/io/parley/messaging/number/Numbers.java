package io.parley.messaging.number;

import io.parley.contract.TenantId;
import io.parley.contract.TenantSettings;
import io.parley.kit.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** This service's copy of the tenants' numbers. */
@Repository
public class Numbers {

    /** Cloud API, "Throughput", in messages a second. */
    private static final int STANDARD_THROUGHPUT = 80;

    private static final int HIGH_THROUGHPUT = 1000;

    private final JdbcClient jdbc;
    private final NumberHolds holds;
    private final Clock clock;

    Numbers(JdbcClient jdbc, NumberHolds holds, Clock clock) {
        this.jdbc = jdbc;
        this.holds = holds;
        this.clock = clock;
    }

    /** A tenant's number as people know it: a plus and digits. */
    public record Shown(TenantId tenant, String displayPhoneNumber) {}

    /** Tells whether a tenant wants nothing but templates sent outside the customer service window. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean enforcesWindow(TenantId tenant) {
        return jdbc.sql("select enforce_window from settings_copy where tenant_id = ?")
                .param(tenant.value())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** Returns all numbers of some tenants, each tenant's default one before its others. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<WhatsAppNumber> ofTenants(Collection<TenantId> tenants) {
        return jdbc.sql("select * from number where tenant_id = any (?::uuid[]) order by place")
                .param(Columns.of(tenants, tenant -> tenant))
                .query((row, place) -> number(row))
                .list();
    }

    /**
     * Takes over a tenant's settings unless newer ones are here already, and lets held numbers try again under them.
     * Repeating it changes nothing.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void replace(TenantSettings settings) {
        var taken = jdbc.sql("""
                        insert into settings_copy as s (tenant_id, version, enforce_window) values (?, ?, ?)
                        on conflict (tenant_id) do update
                          set version = excluded.version, enforce_window = excluded.enforce_window
                          where s.version < excluded.version""")
                .param(settings.tenantId().value())
                .param(settings.version())
                .param(settings.inbox().enforceWindow())
                .update();
        if (taken == 0) {
            return;
        }
        holds.liftOlderThan(settings.tenantId(), settings.version(), clock.instant());
        jdbc.sql("delete from number where tenant_id = ?")
                .param(settings.tenantId().value())
                .update();
        var numbers = settings.numbers();
        jdbc.sql("""
                        insert into number
                          (tenant_id, phone_number_id, place, business_account_id, display_phone_number,
                           access_token_encrypted)
                        select ?, * from unnest(?::text[], ?::integer[], ?::text[], ?::text[], ?::text[])""")
                .param(settings.tenantId().value())
                .param(Columns.of(numbers, TenantSettings.Number::phoneNumberId))
                .param(Columns.of(IntStream.range(0, numbers.size()).boxed().toList(), place -> place))
                .param(Columns.of(numbers, TenantSettings.Number::businessAccountId))
                .param(Columns.of(numbers, TenantSettings.Number::displayPhoneNumber))
                .param(Columns.of(numbers, TenantSettings.Number::accessTokenEncrypted))
                .update();
        pace(settings.tenantId(), numbers);
    }

    private void pace(TenantId tenant, List<TenantSettings.Number> numbers) {
        jdbc.sql("""
                        insert into send_lane as l (tenant_id, phone_number_id, messages_per_second)
                        select ?, * from unnest(?::text[], ?::integer[])
                        on conflict (tenant_id, phone_number_id) do update
                          set messages_per_second = excluded.messages_per_second, upgraded_to = case
                            when l.messages_per_second is not distinct from excluded.messages_per_second
                            then l.upgraded_to end""")
                .param(tenant.value())
                .param(Columns.of(numbers, TenantSettings.Number::phoneNumberId))
                .param(Columns.of(numbers, TenantSettings.Number::messagesPerSecond))
                .update();
    }

    /**
     * Lets numbers send at the higher of the two rates that WhatsApp grants, but those that the business's own phone uses too,
     * whose rate is fixed. Returns those that are known here. Repeating it changes nothing.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<Shown> upgrade(Collection<Shown> numbers) {
        return new HashSet<>(jdbc.sql("""
                        with found as (
                          select n.tenant_id, n.display_phone_number, n.phone_number_id
                          from unnest(?::uuid[], ?::text[]) as upgraded (tenant_id, display_phone_number)
                          join number n using (tenant_id, display_phone_number)),
                        raised as (
                          update send_lane l set upgraded_to = ? from found
                          where l.tenant_id = found.tenant_id and l.phone_number_id = found.phone_number_id
                            and coalesce(l.messages_per_second, ?) >= ?)
                        select tenant_id, display_phone_number from found""")
                .param(Columns.of(numbers, Shown::tenant))
                .param(Columns.of(numbers, Shown::displayPhoneNumber))
                .param(HIGH_THROUGHPUT)
                .param(STANDARD_THROUGHPUT)
                .param(STANDARD_THROUGHPUT)
                .query((row, place) -> new Shown(
                        new TenantId(row.getObject("tenant_id", UUID.class)), row.getString("display_phone_number")))
                .list());
    }

    private static WhatsAppNumber number(ResultSet row) throws SQLException {
        return new WhatsAppNumber(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getString("phone_number_id"),
                row.getString("business_account_id"),
                row.getString("display_phone_number"),
                row.getString("access_token_encrypted"));
    }
}
