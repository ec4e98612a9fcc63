package io.parley.messaging.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.MessageError;
import io.parley.contract.TenantId;
import io.parley.kit.tenant.TenantContext;
import io.parley.messaging.dispatch.RecordOutcomes.Acceptance;
import io.parley.messaging.dispatch.RecordOutcomes.Failure;
import io.parley.messaging.dispatch.RecordOutcomes.Key;
import io.parley.messaging.dispatch.RecordOutcomes.Retry;
import io.parley.testkit.Infrastructure;
import io.parley.testkit.RowsRead;
import io.parley.testkit.ServiceTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
        fill(operator, tenant);

        TenantContext.run(
                tenant,
                () -> transaction.executeWithoutResult(status -> {
                    var accepted = someOf(tenant, BATCH).stream()
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

    /** What may come of a send, written in its own transaction. */
    private interface Writing {
        void write(OutcomeStore store, Key message);
    }

    static Stream<Named<Writing>> writings() {
        var error = new MessageError("1", "An error", null);
        return Stream.of(
                Named.of(
                        "accept",
                        (store, one) -> store.accept(
                                List.of(new Acceptance(one.tenant(), one.id(), "wamid." + one.id())), Instant.now())),
                Named.of(
                        "fail",
                        (store, one) -> store.fail(
                                List.of(new Failure(one.tenant(), one.id(), error)), Instant.now(), "SENDING")),
                Named.of("mark uncertain", (store, one) -> store.markUncertain(List.of(one), Instant.now())),
                Named.of(
                        "postpone",
                        (store, one) -> store.postpone(
                                List.of(new Retry(one.tenant(), one.id(), Instant.now(), error)), Instant.now())));
    }

    @ParameterizedTest
    @MethodSource("writings")
    void locksAMessageBeforeItsPlaceInTheQueueAsStatusesDo(Writing writing) {
        var tenant = new TenantId(UUID.randomUUID());
        var message = new Key(tenant, UUID.randomUUID());
        var operator = Infrastructure.shared().operator("messaging");
        operator.sql("""
                        insert into message (tenant_id, id, conversation_id, customer_id, phone_number_id, direction, type, content,
                          status, created_at, updated_at)
                        values (:tenant, :id, :id, :id, 'generated', 'OUTBOUND', 'TEXT', '{}', 'QUEUED', now(), now())""")
                .param("tenant", tenant.value())
                .param("id", message.id())
                .update();
        operator.sql("""
                        insert into send_queue (tenant_id, message_id, conversation_id, phone_number_id, state, due_at, claimed_at,
                          queued_at)
                        values (:tenant, :id, :id, 'generated', 'SENDING', now(), now(), now())""")
                .param("tenant", tenant.value())
                .param("id", message.id())
                .update();

        var written = within(tenant, () -> {
            var status = jdbc.sql("select pg_backend_pid() from message where id = ? for update")
                    .param(message.id())
                    .query(Integer.class)
                    .single();
            var other = CompletableFuture.runAsync(() -> within(tenant, () -> {
                writing.write(store, message);
                return true;
            }));
            await().until(
                            () -> operator.sql(
                                            "select count(*) from pg_stat_activity where ? = any (pg_blocking_pids(pid))")
                                    .param(status)
                                    .query(Long.class)
                                    .single(),
                            blocked -> blocked > 0);
            jdbc.sql("delete from send_queue where message_id = ?")
                    .param(message.id())
                    .update();
            return other;
        });

        assertThat(written).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void failsAndPostponesByIndex() {
        var tenant = new TenantId(UUID.randomUUID());
        var operator = Infrastructure.shared().operator("messaging");
        fill(operator, tenant);
        operator.sql("""
                        insert into send_queue (tenant_id, message_id, conversation_id, phone_number_id, state, due_at, claimed_at,
                          queued_at)
                        select tenant_id, id, conversation_id, phone_number_id, 'SENDING', now(), now(), now()
                        from message where tenant_id = ?""").param(tenant.value()).update();
        operator.sql("analyze send_queue").update();
        var error = new MessageError("1", "An error", null);

        TenantContext.run(
                tenant,
                () -> transaction.executeWithoutResult(status -> {
                    var ids = someOf(tenant, 2 * BATCH);
                    var rows = RowsRead.of(jdbc, List.of("message", "send_queue"), () -> {
                        var failures = ids.subList(0, BATCH).stream()
                                .map(id -> new Failure(tenant, id, error))
                                .toList();
                        assertThat(store.fail(failures, Instant.now(), "SENDING"))
                                .hasSize(BATCH);
                        store.postpone(
                                ids.subList(BATCH, 2 * BATCH).stream()
                                        .map(id -> new Retry(tenant, id, Instant.now(), error))
                                        .toList(),
                                Instant.now());
                    });

                    assertThat(rows).isBetween(2L * BATCH, 40L * BATCH);
                    status.setRollbackOnly();
                }));
        operator.sql("delete from send_queue where tenant_id = ?")
                .param(tenant.value())
                .update();
    }

    /** Gives {@code tenant} many messages, and as many others one each. */
    private static void fill(JdbcClient operator, TenantId tenant) {
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
    }

    private List<UUID> someOf(TenantId tenant, int count) {
        return jdbc.sql("select id from message where tenant_id = ? limit ?")
                .param(tenant.value())
                .param(count)
                .query((row, number) -> row.getObject("id", UUID.class))
                .list();
    }

    private <T> T within(TenantId tenant, Supplier<T> work) {
        return TenantContext.call(tenant, () -> Objects.requireNonNull(transaction.execute(status -> work.get())));
    }
}
