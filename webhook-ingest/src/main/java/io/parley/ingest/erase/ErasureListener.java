package io.parley.ingest.erase;

import io.parley.contract.ErasureRequested;
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

/** Reads erasure-requested. The answer is published after the last batch and before the offset. */
@Component
class ErasureListener {

    private final EraseBodies eraseBodies;
    private final RecordBatches batches;
    private final EventPublisher publisher;

    ErasureListener(EraseBodies eraseBodies, RecordBatches batches, EventPublisher publisher) {
        this.eraseBodies = eraseBodies;
        this.batches = batches;
        this.publisher = publisher;
    }

    @KafkaListener(
            topics = Topics.ERASURE_REQUESTED,
            groupId = "webhook-ingest.erasure",
            properties = "max.poll.records=1")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        for (var entry : records) {
            batches.apply(List.of(entry), one -> erase(one.getFirst()));
        }
    }

    private void erase(ConsumerRecord<String, byte[]> entry) {
        var tenant = Records.tenantOf(entry).orElseThrow(() -> new IllegalArgumentException("tenant: none"));
        var request = Records.read(entry, ErasureRequested.class);
        Event answer = TenantContext.call(tenant, () -> eraseBodies.erase(tenant, request));
        publisher.publish(List.of(answer));
    }
}
