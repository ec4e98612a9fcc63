package io.parley.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.kit.tenant.TenantContext;
import io.parley.testkit.Infrastructure;
import io.parley.testkit.TestTenant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Looks at the plans of the queries that lists and exports are made of: under row-level security indexes are easily lost. */
@TestInstance(Lifecycle.PER_CLASS)
class PlanIT extends ContactTest {

    static final int NEIGHBOURS = 500;

    final TestTenant tenant = TestTenant.create();

    /** Plans go by statistics, so these are of the same table whatever other tests have left in it. */
    @BeforeAll
    void fillTheTable() {
        importAll(
                tenant,
                IntStream.range(0, 6000)
                        .mapToObj(i -> "+4477%08d,Name %d,tag%d".formatted(i, i, i % 7))
                        .collect(Collectors.joining("\n", "phone,name,tags\n", "\n")));
        var operator = Infrastructure.shared().operator("contact");
        operator.sql("""
                        insert into contact (tenant_id, id, phone_number, phone_key, search, grams, created_at, updated_at)
                        select gen_random_uuid(), gen_random_uuid(), '+447700900101', '447700900101', '447700900101', '{}',
                          now(), now()
                        from generate_series(1, ?)""").param(NEIGHBOURS).update();
        for (var table : List.of("contact", "contact_count")) {
            operator.sql("analyze " + table).update();
        }
    }

    @Test
    void searchesThroughTheIndexOfPieces() {
        assertThat(plan("""
                select c.position from contact_list c
                where c.tenant_id is not distinct from '%s' and c.grams @> (select grams[1:3] from contact_list where name = 'Name 4711')
                  and c.search like '%%4711%%'""".formatted(tenant.id()))).contains("contact_grams").contains("Index Cond: (grams @>");
    }

    @Test
    void findsAPageThroughThePositionsOfItsStretches() {
        assertThat(plan("""
                select c.* from unnest('{1,2}'::bigint[]) as s (bucket)
                cross join lateral (
                  select * from contact_list
                  where tenant_id = '%s' and position between s.bucket << 10 and (s.bucket << 10) + 1023
                  order by position desc limit 1024) as c
                where c.tags @> array['tag1'] order by c.position desc limit 50""".formatted(tenant.id())))
                .contains("contact_position")
                .doesNotContain("Seq Scan on contact");
    }

    @Test
    void countsWithoutLookingAtContacts() {
        assertThat(plan("select sum(n) from contact_count where tenant_id = '%s' and dimension = '*'"
                        .formatted(tenant.id())))
                .contains("contact_count_pk")
                .doesNotContain("Seq Scan");
    }

    @Test
    void findsTheContactsOfABatchThroughTheirKeys() {
        assertThat(plan("""
                select c.* from (
                  select c.tenant_id, c.id from unnest('{%1$s}'::uuid[], '{44771}'::text[]) as wanted (tenant_id, phone_key)
                    join contact c using (tenant_id, phone_key)
                  union
                  select c.tenant_id, c.id from unnest('{%1$s}'::uuid[], '{GB.1}'::text[]) as wanted (tenant_id, user_id)
                    join contact c using (tenant_id, user_id)) as k
                join contact c using (tenant_id, id) for update of c""".formatted(tenant.id())))
                .contains("contact_phone", "contact_user", "contact_pk")
                .doesNotContain("Seq Scan on contact");
    }

    /** What the service's own role would do, with the tenant set as the transaction manager sets it. */
    private String plan(String sql) {
        return TenantContext.call(
                tenant.id(),
                () -> transaction.execute(status -> {
                    jdbc.sql("set local enable_seqscan = off").update();
                    return String.join(
                            "\n", jdbc.sql("explain " + sql).query(String.class).list());
                }));
    }
}
