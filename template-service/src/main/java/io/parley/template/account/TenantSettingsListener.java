package io.parley.template.account;

import io.parley.contract.TenantSettings;
import io.parley.contract.Topics;
import io.parley.kit.event.RecordBatches;
import io.parley.kit.event.Records;
import io.parley.kit.tenant.TenantContext;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps the copy of the tenants' settings. Order and repetition do not matter, since settings carry a version. */
@Component
class TenantSettingsListener {

    private final Accounts accounts;
    private final RecordBatches batches;
    private final TransactionOperations transaction;

    TenantSettingsListener(Accounts accounts, RecordBatches batches, TransactionOperations transaction) {
        this.accounts = accounts;
        this.batches = batches;
        this.transaction = transaction;
    }

    @KafkaListener(topics = Topics.TENANT_SETTINGS, groupId = "template-service.settings")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        for (var entry : records) {
            batches.apply(List.of(entry), one -> take(one.getFirst()));
        }
    }

    private void take(ConsumerRecord<String, byte[]> entry) {
        var settings = Records.read(entry, TenantSettings.class);
        var tenant = Records.tenantOf(entry).orElseThrow(() -> new IllegalArgumentException("tenant: none"));
        if (!tenant.equals(settings.tenantId())) {
            throw new IllegalArgumentException("tenantId: not the tenant of the header");
        }
        TenantContext.run(tenant, () -> transaction.executeWithoutResult(status -> accounts.replace(settings)));
    }
}
