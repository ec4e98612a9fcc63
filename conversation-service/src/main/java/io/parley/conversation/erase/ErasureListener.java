package io.parley.conversation.erase;

import io.parley.contract.ErasureRequested;
import io.parley.contract.TenantId;
import io.parley.contract.Topics;
import io.parley.kit.event.Event;
import io.parley.kit.event.EventPublisher;
import io.parley.kit.event.RecordBatches;
import io.parley.kit.event.Records;
import io.parley.kit.tenant.TenantContext;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Reads erasure-requested. Each erasure is a row of short transactions, published after the last of them and before its
 * offset; a crash in between begins it again, where it finds less to do.
 */
@Component
class ErasureListener {

    private final EraseThreads eraseThreads;
    private final RecordBatches batches;
    private final EventPublisher publisher;
    private final TransactionOperations transaction;

    ErasureListener(
            EraseThreads eraseThreads,
            RecordBatches batches,
            EventPublisher publisher,
            TransactionOperations transaction) {
        this.eraseThreads = eraseThreads;
        this.batches = batches;
        this.publisher = publisher;
        this.transaction = transaction;
    }

    @KafkaListener(
            topics = Topics.ERASURE_REQUESTED,
            groupId = "conversation-service.erasure",
            properties = "max.poll.records=1")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        for (var entry : records) {
            batches.apply(List.of(entry), one -> erase(one.getFirst()));
        }
    }

    private void erase(ConsumerRecord<String, byte[]> entry) {
        var tenant = Records.tenantOf(entry).orElseThrow(() -> new IllegalArgumentException("tenant: none"));
        var request = Records.read(entry, ErasureRequested.class);
        TenantContext.run(tenant, () -> erase(tenant, request));
    }

    private void erase(TenantId tenant, ErasureRequested request) {
        transaction.executeWithoutResult(status -> eraseThreads.takeUp(tenant, request));
        while (Boolean.TRUE.equals(
                transaction.execute(status -> eraseThreads.emptySome(tenant, request.erasureId())))) {
            // the next ones
        }
        List<Event> events = transaction.execute(status -> eraseThreads.conclude(tenant, request));
        publisher.publish(events);
    }
}
