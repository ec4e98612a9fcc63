package io.parley.conversation.follow;

import io.parley.contract.TenantId;
import io.parley.kit.event.Event;
import io.parley.kit.event.Records;
import io.parley.kit.tenant.TenantContext;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Applies records whose body repeats their tenant, as one transaction. The header counts; a body that differs is poison. */
@Component
class Owned {

    private final TransactionOperations transaction;

    Owned(TransactionOperations transaction) {
        this.transaction = transaction;
    }

    <T> List<Event> apply(
            List<ConsumerRecord<String, byte[]>> records,
            Class<T> type,
            Function<T, TenantId> tenantOf,
            Function<List<T>, List<Event>> work) {
        var read = records.stream().map(entry -> read(entry, type, tenantOf)).toList();
        var tenants = read.stream().map(tenantOf).collect(Collectors.toSet());
        return TenantContext.call(tenants, () -> transaction.execute(status -> work.apply(read)));
    }

    private static <T> T read(ConsumerRecord<String, byte[]> entry, Class<T> type, Function<T, TenantId> tenantOf) {
        var value = Records.read(entry, type);
        var tenant = Records.tenantOf(entry).orElseThrow(() -> new IllegalArgumentException("tenant: none"));
        if (!tenant.equals(tenantOf.apply(value))) {
            throw new IllegalArgumentException("tenantId: not the tenant of the header");
        }
        return value;
    }
}
