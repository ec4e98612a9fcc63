package io.parley.messaging.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.TenantId;
import io.parley.kit.tenant.TenantContext;
import io.parley.messaging.dispatch.RecordOutcomes.Acceptance;
import io.parley.testkit.Infrastructure;
import io.parley.testkit.RowsRead;
import io.parley.testkit.ServiceTest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.transaction.support.TransactionOperations;

/**
 * How many rows it takes to write what came of sends of a tenant with 50,000 messages among 500 with few: it must not grow with
 * the table.
 */
@ServiceTest(
        properties = {
            "parley.messaging.dispatch.graph-url=http://127.0.0.1:1",
            "parley.messaging.media.store=file:target/media"
        })
@DirtiesContext
@SuppressWarnings("NullAway.Init")
class OutcomePlanIT {

    private static final int SIZE = 50_000;
    private static final int NEIGHBOURS = 500;
    private static final int BATCH = 100;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private OutcomeStore store;

    @Test
    void writesAcceptancesByIndex() {
        var tenant = new TenantId(UUID.randomUUID());
        var operator = Infrastructure.shared().operator("messaging");
        operator.sql("""
                        insert into message (tenant_id, id, conversation_id, customer_id, phone_number_id, direction, type, content,
                          status, created_at, updated_at)
                        select case when n <= ? then gen_random_uuid() else ? end, gen_random_uuid(), gen_random_uuid(),
                          gen_random_uuid(), 'generated', 'OUTBOUND', 'TEXT', '{}', 'QUEUED', now(), now()
                        from generate_series(1, ?) as n""")
                .param(NEIGHBOURS)
                .param(tenant.value())
                .param(NEIGHBOURS + SIZE)
                .update();
        operator.sql("analyze message").update();

        TenantContext.run(
                tenant,
                () -> transaction.executeWithoutResult(status -> {
                    var accepted = jdbc
                            .sql("select id from message where tenant_id = ? limit ?")
                            .param(tenant.value())
                            .param(BATCH)
                            .query((row, number) -> row.getObject("id", UUID.class))
                            .list()
                            .stream()
                            .map(id -> new Acceptance(tenant, id, "wamid." + id))
                            .toList();

                    var rows = RowsRead.of(
                            jdbc,
                            List.of("message", "send_queue"),
                            () -> assertThat(store.accept(accepted, Instant.now()))
                                    .hasSize(BATCH));

                    assertThat(rows).isBetween((long) BATCH, 20L * BATCH);
                    status.setRollbackOnly();
                }));
    }

    @Test
    void locksAMessageBeforeItsPlaceInTheQueueAsStatusesDo() {
        var tenant = new TenantId(UUID.randomUUID());
        var message = new Acceptance(tenant, UUID.randomUUID(), "wamid." + UUID.randomUUID());
        var operator = Infrastructure.shared().operator("messaging");
        operator.sql("""
                        insert into message (tenant_id, id, conversation_id, customer_id, phone_number_id, direction, type, content,
                          status, created_at, updated_at)
                        values (:tenant, :id, :id, :id, 'generated', 'OUTBOUND', 'TEXT', '{}', 'QUEUED', now(), now())""")
                .param("tenant", tenant.value())
                .param("id", message.id())
                .update();
        operator.sql("""
                        insert into send_queue (tenant_id, message_id, conversation_id, phone_number_id, state, due_at, queued_at)
                        values (:tenant, :id, :id, 'generated', 'SENDING', now(), now())""")
                .param("tenant", tenant.value())
                .param("id", message.id())
                .update();

        var accepted = within(tenant, () -> {
            jdbc.sql("select id from message where id = ? for update")
                    .param(message.id())
                    .query(UUID.class)
                    .single();
            var other = CompletableFuture.supplyAsync(
                    () -> within(tenant, () -> store.accept(List.of(message), Instant.now())));
            await().until(() -> operator.sql("""
                            select count(*) from pg_stat_activity
                            where wait_event_type = 'Lock' and query like '%wamid%'""").query(Long.class).single() > 0);
            jdbc.sql("delete from send_queue where message_id = ?")
                    .param(message.id())
                    .update();
            return other;
        });

        assertThat(accepted.join()).hasSize(1);
    }

    private <T> T within(TenantId tenant, Supplier<T> work) {
        return TenantContext.call(tenant, () -> Objects.requireNonNull(transaction.execute(status -> work.get())));
    }
}
