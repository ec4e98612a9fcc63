package io.parley.analytics.rebuild;

import io.parley.analytics.fact.CountFacts;
import io.parley.analytics.fact.Told;
import io.parley.analytics.fact.Turns;
import io.parley.analytics.rebuild.Rebuild.Phase;
import io.parley.contract.TenantId;
import io.parley.kit.event.RecordBatches;
import io.parley.kit.tenant.TenantContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes away what the topics still tell of, counts anew what is left, and reads the topics from their beginning. What is older
 * than the topics stays as the facts have it. The group that reads what comes goes on meanwhile: counting is the same in any order.
 */
@Service
class RunRebuild {

    private static final Logger log = LoggerFactory.getLogger(RunRebuild.class);

    private final Rebuilds rebuilds;
    private final FactTopics topics;
    private final Turns turns;
    private final CountFacts countFacts;
    private final RecordBatches batches;
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Clock clock;
    private final RebuildProperties properties;

    @SuppressWarnings("ParameterNumber")
    RunRebuild(
            Rebuilds rebuilds,
            FactTopics topics,
            Turns turns,
            CountFacts countFacts,
            RecordBatches batches,
            JdbcClient jdbc,
            TransactionOperations transaction,
            Clock clock,
            RebuildProperties properties) {
        this.rebuilds = rebuilds;
        this.topics = topics;
        this.turns = turns;
        this.countFacts = countFacts;
        this.batches = batches;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.properties = properties;
    }

    /** Does it; what is broken off is begun anew by the next, which ends the same. */
    void run(UUID id) {
        try (var reading = topics.open()) {
            var complete = reading.completeSince(clock.instant());
            rebuilds.tellCompleteSince(id, complete);
            drop(id, complete.equals(Instant.EPOCH) ? complete : complete.plus(properties.margin()));
            read(id, reading);
        }
        var statusOnly = statusOnly();
        rebuilds.finish(id, statusOnly);
        log.info("rebuild {} is done; of {} messages only statuses are known", id, statusOnly);
    }

    /** Statuses that have found no message: it is older than the topics, and no fact tells of it. */
    private long statusOnly() {
        var count = 0L;
        for (var tenant : turns.tenants()) {
            count += TenantContext.<Long, RuntimeException>call(tenant, () -> statusOnly(tenant));
        }
        return count;
    }

    private long statusOnly(TenantId tenant) {
        return Objects.requireNonNull(
                transaction.execute(status -> jdbc.sql("select count(*) from early_status where tenant_id = ?")
                        .param(tenant.value())
                        .query(Long.class)
                        .single()));
    }

    private void drop(UUID id, Instant since) {
        log.info("rebuild {} takes away what is dated {} or later", id, since);
        var tenants = turns.tenants();
        for (var i = 0; i < tenants.size(); i++) {
            var tenant = tenants.get(i);
            rebuilds.tell(id, Phase.DROPPING, i, tenants.size());
            TenantContext.run(tenant, () -> transaction.executeWithoutResult(status -> drop(tenant, since)));
        }
    }

    private void drop(TenantId tenant, Instant since) {
        jdbc.sql("set local statement_timeout = 0").update();
        turns.takeWhole(tenant);
        jdbc.sql("delete from message_fact where tenant_id = ? and created_at >= ?::timestamptz")
                .param(tenant.value())
                .param(since.toString())
                .update();
        jdbc.sql("delete from closing where tenant_id = ? and at >= ?::timestamptz")
                .param(tenant.value())
                .param(since.toString())
                .update();
        jdbc.sql("select recount(?)")
                .param(tenant.value())
                .query((row, number) -> true)
                .list();
    }

    private void read(UUID id, FactTopics.Reading reading) {
        while (!reading.isAtEnd()) {
            batches.apply(
                    reading.next(),
                    some -> countFacts.count(some.stream()
                            .flatMap(entry -> Told.read(entry).stream())
                            .toList()));
            rebuilds.tell(id, Phase.READING, reading.done(), reading.total());
        }
    }
}
