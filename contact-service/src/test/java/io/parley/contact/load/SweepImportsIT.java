package io.parley.contact.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.Role;
import io.parley.kit.id.Ids;
import io.parley.kit.tenant.TenantContext;
import io.parley.testkit.Api;
import io.parley.testkit.ServiceTest;
import io.parley.testkit.TestTenant;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@ServiceTest(properties = {"parley.contact.load.batch-size=50", "parley.contact.load.lease=2s"})
@SuppressWarnings("NullAway.Init")
class SweepImportsIT {

    private static final byte[] CSV = "phone\n+447700900101\n".getBytes(StandardCharsets.UTF_8);

    @Autowired
    Api api;

    @Autowired
    ImportJobs jobs;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transaction;

    @Autowired
    Clock clock;

    final TestTenant tenant = TestTenant.create();
    final Ids ids = new Ids();

    @Test
    void listsImportsNewestFirst() {
        var first = add();
        var second = add();

        var data =
                api.as(tenant, Role.ADMIN).get("/api/contacts/import?limit=1").data();

        assertThat(data.path("imports").path(0).path("id").asString()).isEqualTo(second.toString());
        assertThat(data.path("imports").path(0).path("createdAt").asString()).isNotEmpty();
        assertThat(data.path("pagination").path("total").intValue()).isEqualTo(2);
        var next = api.as(tenant, Role.ADMIN)
                .get("/api/contacts/import?limit=1&page=2")
                .data();
        assertThat(next.path("imports").path(0).path("id").asString()).isEqualTo(first.toString());
        assertThat(api.as(tenant, Role.AGENT).get("/api/contacts/import").status())
                .isEqualTo(403);
        assertThat(api.as(TestTenant.create(), Role.ADMIN)
                        .get("/api/contacts/import")
                        .data()
                        .path("imports")
                        .size())
                .isZero();
    }

    @Test
    void deletesWhatHasEndedAndIsOlderThanItIsKeptFor() {
        var job = add();
        await().until(() -> find(job).getFirst().isFinished());

        sweepAfter(Duration.ofHours(1));
        assertThat(find(job)).hasSize(1);

        sweepAfter(Duration.ZERO);
        assertThat(find(job)).isEmpty();
        assertThat(api.as(tenant, Role.ADMIN).get("/api/contacts/import/" + job).status())
                .isEqualTo(404);
    }

    private void sweepAfter(Duration retention) {
        new SweepImports(jdbc, transaction, properties(retention), clock).sweep();
    }

    private static LoadProperties properties(Duration retention) {
        var second = Duration.ofSeconds(1);
        return new LoadProperties(50, 1, second, second, second, 5, retention, second);
    }

    private List<ImportJob> find(UUID job) {
        return TenantContext.<List<ImportJob>, RuntimeException>call(
                tenant.id(), () -> jobs.find(tenant.id(), job).stream().toList());
    }

    private UUID add() {
        var job = ids.next();
        TenantContext.run(
                tenant.id(),
                () -> transaction.executeWithoutResult(status -> {
                    try {
                        jobs.add(
                                tenant.id(),
                                job,
                                tenant.user(),
                                Inspection.of(() -> new ByteArrayInputStream(CSV)),
                                new ByteArrayInputStream(CSV));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
        return job;
    }
}
