package io.parley.messaging.consent;

import io.parley.contract.ContactChanged;
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

/** Keeps the copy of what contacts said about marketing. Order and repetition do not matter. */
@Component
class ContactListener {

    private final Consents consents;
    private final RecordBatches batches;
    private final TransactionOperations transaction;

    ContactListener(Consents consents, RecordBatches batches, TransactionOperations transaction) {
        this.consents = consents;
        this.batches = batches;
        this.transaction = transaction;
    }

    /** A record without a value only lets compaction forget a contact whose deletion was told before. */
    @KafkaListener(topics = Topics.CONTACT_CHANGED, groupId = "messaging-service.contacts")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        batches.apply(records.stream().filter(entry -> entry.value() != null).toList(), this::take);
    }

    private void take(List<ConsumerRecord<String, byte[]>> records) {
        var changes = records.stream().map(ContactListener::read).toList();
        var tenants = changes.stream().map(ContactChanged::tenantId).collect(Collectors.toSet());
        TenantContext.run(tenants, () -> transaction.executeWithoutResult(status -> consents.take(changes)));
    }

    private static ContactChanged read(ConsumerRecord<String, byte[]> entry) {
        var change = Records.read(entry, ContactChanged.class);
        if (!Records.tenantOf(entry).filter(change.tenantId()::equals).isPresent()) {
            throw new IllegalArgumentException("tenantId: not the tenant of the header");
        }
        return change;
    }
}
