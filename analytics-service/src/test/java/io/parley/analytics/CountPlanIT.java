package io.parley.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.kit.event.Event;
import io.parley.kit.tenant.TenantContext;
import io.parley.testkit.RowsRead;
import java.time.Duration;
import java.util.ArrayList;
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

/** How many rows are really looked at, for tenants with 60,000 messages each in a table of twice as many. */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class CountPlanIT extends AnalyticsTest {

    private static final int SIZE = 60_000;
    private static final int NEIGHBOURS = 500;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transaction;

    @BeforeAll
    void fill() {
        var database = database();
        for (var owner : List.of(tenant.id().value(), UUID.randomUUID())) {
            database.sql("""
                            insert into message_fact (tenant_id, created_at, id, conversation_id, outbound, asks, accepted,
                              progress, sent_by, template_name, template_language)
                            select ?, now() - i * interval '40 s', gen_random_uuid(), md5((i % 500)::text)::uuid, i % 2 = 0,
                              i % 2 = 1, i % 2 = 0, case when i % 2 = 0 then 3 else 0 end, case when i % 2 = 0 then ? end,
                              null, null
                            from generate_series(1, ?) i""").param(owner).param(tenant.user()).param(SIZE).update();
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
        for (var table : List.of("message_fact", "message_bucket", "agent_bucket", "thread")) {
            database.sql("analyze " + table).update();
        }
    }

    @Test
    void looksAtNextToNothingToCountABatch() {
        var now = clock.instant();
        var batch = new ArrayList<Event>();
        for (var place = 0; place < 100; place++) {
            var chat = Chat.of(tenant.id(), place % 10);
            batch.add(chat.received(chat.said(place, now.minus(Duration.ofMinutes(200L - place)))));
            batch.add(chat.queued(chat.answered(1_000 + place, tenant.user(), now.minusSeconds(place))));
        }

        var looked = rows(List.of("message_fact", "thread", "message_bucket", "agent_bucket"), () -> count(batch));

        assertThat(looked).isLessThan(20_000);
    }

    private long rows(List<String> tables, Runnable work) {
        return Objects.requireNonNull(
                TenantContext.call(tenant.id(), () -> transaction.execute(status -> RowsRead.of(jdbc, tables, work))));
    }
}
