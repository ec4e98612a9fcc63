package io.parley.conversation.follow;

import io.parley.contract.Topics;
import io.parley.contract.UserChanged;
import io.parley.conversation.person.Users;
import io.parley.kit.event.Event;
import io.parley.kit.event.RecordBatches;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Keeps the copy of the users. The topic keeps the order of each user's states, so the last one counts. */
@Component
class UserListener {

    private final Users users;
    private final Owned owned;
    private final RecordBatches batches;

    UserListener(Users users, Owned owned, RecordBatches batches) {
        this.users = users;
        this.owned = owned;
        this.batches = batches;
    }

    @KafkaListener(topics = Topics.USER_CHANGED, groupId = "conversation-service.users")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        batches.apply(records, some -> owned.apply(some, UserChanged.class, UserChanged::tenantId, this::take));
    }

    private List<Event> take(List<UserChanged> changes) {
        var latest = new LinkedHashMap<UUID, UserChanged>();
        changes.forEach(change -> latest.put(change.id(), change));
        users.replace(latest.values());
        return List.of();
    }
}
