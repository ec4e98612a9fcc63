package io.parley.messaging.erase;

import io.parley.contract.ErasureRequested;
import io.parley.contract.Topics;
import io.parley.kit.event.RecordBatches;
import io.parley.kit.event.Records;
import io.parley.kit.tenant.TenantContext;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Reads erasure-requested. Taking one up is short; the batches are {@link EraseCustomers}' work. */
@Component
class ErasureListener {

    private final TakeUpErasure takeUp;
    private final RecordBatches batches;
    private final TransactionOperations transaction;

    ErasureListener(TakeUpErasure takeUp, RecordBatches batches, TransactionOperations transaction) {
        this.takeUp = takeUp;
        this.batches = batches;
        this.transaction = transaction;
    }

    @KafkaListener(topics = Topics.ERASURE_REQUESTED, groupId = "messaging-service.erasure")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        for (var entry : records) {
            batches.apply(List.of(entry), one -> take(one.getFirst()));
        }
    }

    private void take(ConsumerRecord<String, byte[]> entry) {
        var tenant = Records.tenantOf(entry).orElseThrow(() -> new IllegalArgumentException("tenant: none"));
        var request = Records.read(entry, ErasureRequested.class);
        TenantContext.run(tenant, () -> transaction.executeWithoutResult(status -> takeUp.take(tenant, request)));
    }
}
