package io.parley.analytics.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.kit.tenant.TenantContext;
import io.parley.testkit.Infrastructure;
import io.parley.testkit.RowsRead;
import io.parley.testkit.ServiceTest;
import io.parley.testkit.TestTenant;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** How many rows an overview really looks at, for a tenant with 60,000 messages among 120,000. */
@ServiceTest
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class OverviewPlanIT {

    private static final int SIZE = 60_000;
    private static final int NEIGHBOURS = 500;
    private static final int QUARTERS_OF_30_DAYS = 31 * 96;

    @Autowired
    OverviewQueries queries;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transaction;

    @Autowired
    Clock clock;

    final TestTenant tenant = TestTenant.create();

    @BeforeAll
    void fill() {
        var database = Infrastructure.shared().operator("analytics");
        for (var owner : List.of(tenant.id().value(), UUID.randomUUID())) {
            database.sql("""
                            insert into message_fact (tenant_id, created_at, id, conversation_id, outbound, asks, accepted, progress)
                            select ?, now() - i * interval '40 s', gen_random_uuid(), md5((i % 500)::text)::uuid, i % 2 = 0,
                              i % 2 = 1, i % 2 = 0, case when i % 2 = 0 then 3 else 0 end
                            from generate_series(1, ?) i""").param(owner).param(SIZE).update();
            database.sql("select recount(?)")
                    .param(owner)
                    .query((row, number) -> true)
                    .list();
        }
        database.sql("""
                        with added as (
                          insert into message_fact (tenant_id, created_at, id, conversation_id, outbound, asks, accepted, progress)
                          select gen_random_uuid(), now(), gen_random_uuid(), gen_random_uuid(), false, true, false, 0
                          from generate_series(1, ?)
                          returning tenant_id)
                        select tenant_id from added""")
                .param(NEIGHBOURS)
                .query(UUID.class)
                .list()
                .forEach(owner -> database.sql("select recount(?)")
                        .param(owner)
                        .query((row, number) -> true)
                        .list());
        for (var table : List.of("message_fact", "message_bucket")) {
            database.sql("analyze " + table).update();
        }
    }

    @Test
    void readsNoFactsAndNoMoreBucketsThanThereAreQuarters() {
        var window = Window.of("30", "Europe/Berlin", clock);

        assertThat(rows("message_fact", window)).isZero();
        assertThat(rows("message_bucket", window)).isBetween(2_000L, 2L * QUARTERS_OF_30_DAYS);
    }

    private long rows(String table, Window window) {
        return Objects.requireNonNull(TenantContext.call(
                tenant.id(),
                () -> transaction.execute(status -> RowsRead.of(
                        jdbc,
                        List.of(table),
                        () -> assertThat(queries.overview(tenant.id(), window)
                                        .overview()
                                        .totalMessages())
                                .isGreaterThan(SIZE * 9 / 10)))));
    }
}
