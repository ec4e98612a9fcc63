package io.parley.messaging.receipt;

import io.parley.contract.ConversationUpdated;
import io.parley.contract.TenantId;
import io.parley.contract.Topics;
import io.parley.kit.event.RecordBatches;
import io.parley.kit.event.Records;
import io.parley.kit.tenant.TenantContext;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Marks as read what somebody has read in the inbox. Repetition and order do not matter: what is read stays read. */
@Component
class ReadListener {

    private final MarkRead markRead;
    private final RecordBatches batches;

    ReadListener(MarkRead markRead, RecordBatches batches) {
        this.markRead = markRead;
        this.batches = batches;
    }

    /** Most changes of a conversation are of no concern here. */
    @KafkaListener(topics = Topics.CONVERSATION_UPDATED, groupId = "messaging-service.reads")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        for (var entry : records) {
            batches.apply(List.of(entry), one -> take(one.getFirst()));
        }
    }

    private void take(ConsumerRecord<String, byte[]> entry) {
        var readThrough = Records.read(entry, ConversationUpdated.class).readThrough();
        if (readThrough == null) {
            return;
        }
        TenantId tenant = Records.tenantOf(entry).orElseThrow(() -> new IllegalArgumentException("tenant: none"));
        TenantContext.run(tenant, () -> markRead.ifKnown(tenant, readThrough));
    }
}
