package io.parley.ingest.archive;

import io.parley.contract.Topics;
import io.parley.contract.WebhookOutcome;
import io.parley.kit.event.RecordBatches;
import io.parley.kit.event.Records;
import io.parley.kit.tenant.TenantContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Records what became of raw events. Repeats and any order lead to the same result; outcomes without a tenant are nobody's. */
@Component
class OutcomeListener {

    private final RecordBatches batches;
    private final Outcomes outcomes;
    private final TransactionTemplate transactions;

    OutcomeListener(RecordBatches batches, Outcomes outcomes, TransactionTemplate transactions) {
        this.batches = batches;
        this.outcomes = outcomes;
        this.transactions = transactions;
    }

    @KafkaListener(topics = Topics.WEBHOOK_OUTCOME, groupId = "webhook-ingest.outcome")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        batches.apply(records, this::record);
    }

    private void record(List<ConsumerRecord<String, byte[]>> records) {
        var said = new ArrayList<Outcomes.Said>(records.size());
        records.forEach(entry -> Records.tenantOf(entry)
                .ifPresent(tenant -> said.add(new Outcomes.Said(tenant, Records.read(entry, WebhookOutcome.class)))));
        if (said.isEmpty()) {
            return;
        }
        var tenants = said.stream().map(Outcomes.Said::tenant).collect(Collectors.toSet());
        TenantContext.run(tenants, () -> transactions.executeWithoutResult(status -> outcomes.add(said)));
        outcomes.count(said);
    }
}
