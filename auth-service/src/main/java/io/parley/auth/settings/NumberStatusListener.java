package io.parley.auth.settings;

import io.parley.contract.NumberStatus;
import io.parley.contract.Topics;
import io.parley.kit.event.RecordBatches;
import io.parley.kit.event.Records;
import io.parley.kit.tenant.TenantContext;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Takes in whether numbers send. Order and repetition do not matter: each report has its time and its settings' version. */
@Component
class NumberStatusListener {

    private final NumberStatuses statuses;
    private final RecordBatches batches;
    private final TransactionOperations transaction;

    NumberStatusListener(NumberStatuses statuses, RecordBatches batches, TransactionOperations transaction) {
        this.statuses = statuses;
        this.batches = batches;
        this.transaction = transaction;
    }

    @KafkaListener(topics = Topics.NUMBER_STATUS, groupId = "auth-service.number-status")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        batches.apply(records, this::take);
    }

    private void take(List<ConsumerRecord<String, byte[]>> records) {
        var reports = records.stream().map(NumberStatusListener::read).toList();
        var tenants = reports.stream().map(NumberStatus::tenantId).collect(Collectors.toSet());
        TenantContext.run(tenants, () -> transaction.executeWithoutResult(status -> statuses.take(reports)));
    }

    private static NumberStatus read(ConsumerRecord<String, byte[]> entry) {
        var report = Records.read(entry, NumberStatus.class);
        if (!Records.tenantOf(entry).filter(report.tenantId()::equals).isPresent()) {
            throw new IllegalArgumentException("tenantId: not the tenant of the header");
        }
        return report;
    }
}
