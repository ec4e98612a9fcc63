package io.parley.messaging.template;

import io.parley.contract.TemplateChanged;
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

/** Keeps the copy of the templates. Order and repetition do not matter, since a template says when it changed. */
@Component
class TemplateListener {

    private final Templates templates;
    private final RecordBatches batches;
    private final TransactionOperations transaction;

    TemplateListener(Templates templates, RecordBatches batches, TransactionOperations transaction) {
        this.templates = templates;
        this.batches = batches;
        this.transaction = transaction;
    }

    /** A record without a value only lets compaction forget a template whose deletion was told before. */
    @KafkaListener(topics = Topics.TEMPLATE_CHANGED, groupId = "messaging-service.templates")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        batches.apply(records.stream().filter(entry -> entry.value() != null).toList(), this::take);
    }

    private void take(List<ConsumerRecord<String, byte[]>> records) {
        var changes = records.stream().map(TemplateListener::read).toList();
        var tenants = changes.stream().map(TemplateChanged::tenantId).collect(Collectors.toSet());
        TenantContext.run(tenants, () -> transaction.executeWithoutResult(status -> templates.take(changes)));
    }

    private static TemplateChanged read(ConsumerRecord<String, byte[]> entry) {
        var change = Records.read(entry, TemplateChanged.class);
        if (!Records.tenantOf(entry).filter(change.tenantId()::equals).isPresent()) {
            throw new IllegalArgumentException("tenantId: not the tenant of the header");
        }
        return change;
    }
}
