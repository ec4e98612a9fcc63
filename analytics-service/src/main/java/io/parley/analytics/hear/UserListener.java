package io.parley.analytics.hear;

import io.parley.contract.Topics;
import io.parley.contract.UserChanged;
import io.parley.kit.database.Columns;
import io.parley.kit.event.RecordBatches;
import io.parley.kit.event.Records;
import io.parley.kit.tenant.TenantContext;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps the names of users. The topic keeps the order of each user's states, so the last one counts. */
@Component
class UserListener {

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final RecordBatches batches;

    UserListener(JdbcClient jdbc, TransactionOperations transaction, RecordBatches batches) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.batches = batches;
    }

    @KafkaListener(topics = Topics.USER_CHANGED, groupId = "analytics-service.users")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        batches.apply(records, some -> {
            var latest = new LinkedHashMap<UUID, UserChanged>();
            some.stream().map(UserListener::read).forEach(user -> latest.put(user.id(), user));
            var tenants = latest.values().stream().map(UserChanged::tenantId).collect(Collectors.toSet());
            TenantContext.run(tenants, () -> transaction.executeWithoutResult(status -> replace(latest.values())));
        });
    }

    private static UserChanged read(ConsumerRecord<String, byte[]> entry) {
        var user = Records.read(entry, UserChanged.class);
        if (!Records.tenantOf(entry).filter(user.tenantId()::equals).isPresent()) {
            throw new IllegalArgumentException("tenantId: not the tenant of the header");
        }
        return user;
    }

    private void replace(Collection<UserChanged> users) {
        jdbc.sql("""
                        insert into user_copy (tenant_id, id, name, active)
                        select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::boolean[])
                        on conflict (tenant_id, id) do update set name = excluded.name, active = excluded.active""")
                .param(Columns.of(users, UserChanged::tenantId))
                .param(Columns.of(users, UserChanged::id))
                .param(Columns.of(users, UserChanged::name))
                .param(Columns.of(users, UserChanged::active))
                .update();
    }
}
