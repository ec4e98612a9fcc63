package io.parley.analytics.fact;

import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Lets batches that tell of the same conversation take turns, whether it is on record or not. */
@Repository
public class Turns {

    private final JdbcClient jdbc;

    Turns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Names a conversation. */
    public record Thread(TenantId tenant, UUID id) {}

    /** Waits for the turn of these conversations, and while a tenant of theirs is counted anew; held until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void take(Collection<Thread> threads) {
        // A month that has just begun is small, and a plan that reads it whole would be kept while it grows.
        jdbc.sql("set local enable_seqscan = off").update();
        var tenants = threads.stream().map(Thread::tenant).distinct().map(Turns::name);
        lock("pg_advisory_xact_lock_shared", tenants);
        lock("pg_advisory_xact_lock", threads.stream().map(one -> "thread " + one.id()));
    }

    /** Waits until nobody counts anything of a tenant, and keeps others from it until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void takeWhole(TenantId tenant) {
        lock("pg_advisory_xact_lock", Stream.of(name(tenant)));
    }

    /** Puts tenants on the list of those who are counted. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void list(Collection<TenantId> tenants) {
        jdbc.sql("insert into counted_tenant select * from unnest(?::uuid[]) on conflict do nothing")
                .param(Columns.of(
                        tenants.stream()
                                .sorted((a, b) -> a.value().compareTo(b.value()))
                                .toList(),
                        one -> one))
                .update();
    }

    /** Returns everybody who is counted. */
    public List<TenantId> tenants() {
        return jdbc.sql("select tenant_id from counted_tenant order by tenant_id")
                .query((row, number) -> new TenantId(row.getObject(1, UUID.class)))
                .list();
    }

    private static String name(TenantId tenant) {
        return "tenant " + tenant;
    }

    private void lock(String function, Stream<String> names) {
        jdbc.sql("""
                        select count(*) from (
                          select %s(key) from (
                            select distinct hashtextextended('parley.analytics ' || name, 0) as key
                            from unnest(?::text[]) name order by key) as keys offset 0) as locked""".formatted(function))
                .param(names.toArray(String[]::new))
                .query(Long.class)
                .single();
    }
}
