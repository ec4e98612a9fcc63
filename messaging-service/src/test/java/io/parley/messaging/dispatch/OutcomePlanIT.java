package io.parley.messaging.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.TenantId;
import io.parley.kit.tenant.TenantContext;
import io.parley.messaging.ManyMessages;
import io.parley.messaging.MessagingTest;
import io.parley.messaging.dispatch.RecordOutcomes.Acceptance;
import io.parley.testkit.RowsRead;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** How many rows it takes to write what came of sends, beside 50,000 messages: it must not grow with the table. */
@SuppressWarnings("NullAway.Init")
class OutcomePlanIT extends MessagingTest {

    private static final int SIZE = 50_000;
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
        ManyMessages.write(tenant, SIZE, UUID.randomUUID());

        TenantContext.run(
                tenant,
                () -> transaction.executeWithoutResult(status -> {
                    var accepted = jdbc
                            .sql("select id from message where tenant_id = ? and direction = 'OUTBOUND' limit ?")
                            .param(tenant.value())
                            .param(BATCH)
                            .query((row, number) -> row.getObject("id", UUID.class))
                            .list()
                            .stream()
                            .map(id -> new Acceptance(tenant, id, "wamid." + id))
                            .toList();

                    var rows = RowsRead.of(
                            jdbc, List.of("message", "send_queue"), () -> store.accept(accepted, Instant.now()));

                    assertThat(accepted).hasSize(BATCH);
                    assertThat(rows).isBetween((long) BATCH, 20L * BATCH);
                    status.setRollbackOnly();
                }));
    }
}
