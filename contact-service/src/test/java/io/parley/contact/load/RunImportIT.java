package io.parley.contact.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contact.load.ImportJob.Status;
import io.parley.kit.tenant.TenantContext;
import io.parley.testkit.ServiceTest;
import io.parley.testkit.TestTenant;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@ServiceTest(properties = {"parley.contact.load.batch-size=50", "parley.contact.load.lease=2s"})
@SuppressWarnings("NullAway.Init")
class RunImportIT {

    static final int ROWS = 1000;

    @Autowired
    RunImport runImport;

    @Autowired
    ImportJobs jobs;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transaction;

    final TestTenant tenant = TestTenant.create();
    final UUID job = UUID.randomUUID();

    @Test
    void letsOnlyTheWorkerThatHasTheImportWrite() {
        addJob();

        // Workers that were thought dead and go on beside the one that the queue has given the import to.
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 3; i++) {
                threads.submit(
                        () -> runImport.run(new ImportQueue.Claim(tenant.id(), job, UUID.randomUUID()), () -> true));
            }
        }

        await().until(() -> find().isFinished());
        assertThat(find().status()).isEqualTo(Status.COMPLETED);
        assertThat(find().created()).isEqualTo(ROWS);
        assertThat(find().processed()).isEqualTo(ROWS);
        assertThat(count("contact")).isEqualTo(ROWS);
    }

    @Test
    void letsGoOfTheFileInTheEnd() {
        addJob();

        await().until(() -> find().isFinished());

        assertThat(count("import_chunk")).isZero();
        assertThat(count("import_queue")).isZero();
    }

    private void addJob() {
        var csv = IntStream.range(0, ROWS)
                .mapToObj("+4477%08d"::formatted)
                .collect(Collectors.joining("\n", "phone\n", ""));
        var bytes = csv.getBytes(StandardCharsets.UTF_8);
        TenantContext.run(
                tenant.id(),
                () -> transaction.executeWithoutResult(status -> {
                    try {
                        jobs.add(
                                tenant.id(),
                                job,
                                tenant.user(),
                                Inspection.of(() -> new ByteArrayInputStream(bytes)),
                                new ByteArrayInputStream(bytes));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
    }

    private ImportJob find() {
        return TenantContext.call(tenant.id(), () -> jobs.find(tenant.id(), job).orElseThrow());
    }

    private long count(String table) {
        return TenantContext.<Long, RuntimeException>call(
                tenant.id(),
                () -> transaction.execute(status -> jdbc.sql("select count(*) from " + table + " where tenant_id = ?")
                        .param(tenant.id().value())
                        .query(Long.class)
                        .single()));
    }
}
