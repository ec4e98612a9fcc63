package io.parley.contact.erase;

import io.parley.contract.ErasureCompleted;
import io.parley.contract.Topics;
import io.parley.kit.event.RecordBatches;
import io.parley.kit.event.Records;
import io.parley.kit.tenant.TenantContext;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Reads erasure-completed: notes on receipts which services have finished. Repetition and order change nothing. */
@Component
class AnswerListener {

    private final Receipts receipts;
    private final RecordBatches batches;
    private final TransactionOperations transaction;

    AnswerListener(Receipts receipts, RecordBatches batches, TransactionOperations transaction) {
        this.receipts = receipts;
        this.batches = batches;
        this.transaction = transaction;
    }

    @KafkaListener(topics = Topics.ERASURE_COMPLETED, groupId = "contact-service.erasures")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        batches.apply(records, this::note);
    }

    private void note(List<ConsumerRecord<String, byte[]>> records) {
        var said = records.stream().map(AnswerListener::read).toList();
        TenantContext.run(
                said.stream().map(Receipts.Said::tenant).distinct().toList(),
                () -> transaction.executeWithoutResult(status -> receipts.note(said)));
    }

    private static Receipts.Said read(ConsumerRecord<String, byte[]> entry) {
        var tenant = Records.tenantOf(entry).orElseThrow(() -> new IllegalArgumentException("tenant: none"));
        return new Receipts.Said(tenant, Records.read(entry, ErasureCompleted.class));
    }
}
