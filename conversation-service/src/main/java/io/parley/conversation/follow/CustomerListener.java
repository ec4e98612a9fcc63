package io.parley.conversation.follow;

import io.parley.contract.CustomerChanged;
import io.parley.contract.Topics;
import io.parley.conversation.inbox.Conversations;
import io.parley.conversation.inbox.Conversations.PersonKey;
import io.parley.conversation.person.Customer;
import io.parley.conversation.person.Customers;
import io.parley.conversation.person.ErasedPeople;
import io.parley.conversation.person.ErasedPeople.Subject;
import io.parley.conversation.person.PhoneKey;
import io.parley.kit.event.Event;
import io.parley.kit.event.EventPublisher;
import io.parley.kit.event.RecordBatches;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hears that customers are known by other names than before, or were merged into one another. */
@Component
class CustomerListener {

    private final Conversations conversations;
    private final Customers customers;
    private final RenameThreads renameThreads;
    private final ErasedPeople erased;
    private final Owned owned;
    private final RecordBatches batches;
    private final EventPublisher publisher;

    @SuppressWarnings("ParameterNumber")
    CustomerListener(
            Conversations conversations,
            Customers customers,
            RenameThreads renameThreads,
            ErasedPeople erased,
            Owned owned,
            RecordBatches batches,
            EventPublisher publisher) {
        this.conversations = conversations;
        this.customers = customers;
        this.renameThreads = renameThreads;
        this.erased = erased;
        this.owned = owned;
        this.batches = batches;
        this.publisher = publisher;
    }

    @KafkaListener(topics = Topics.CUSTOMER_CHANGED, groupId = "conversation-service.customers")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        batches.apply(
                records,
                some -> publisher.publish(
                        owned.apply(some, CustomerChanged.class, CustomerChanged::tenantId, this::take)));
    }

    private static Subject subject(CustomerChanged change) {
        var id = change.profile().customerId();
        var ids = change.mergedInto() == null ? List.of(id) : List.of(id, change.mergedInto());
        return new Subject(change.tenantId(), ids, change.profile().phoneNumber(), change.at());
    }

    private List<Event> take(List<CustomerChanged> changes) {
        var told = changes.stream()
                .map(one -> Customer.of(one.tenantId(), one.profile(), one.mergedInto(), one.at()))
                .toList();
        conversations.lockPeople(told.stream()
                .map(one -> new PersonKey(one.tenant(), one.id(), PhoneKey.of(one.phoneNumber()), one.userId()))
                .toList());
        var gone =
                erased.areErased(changes.stream().map(CustomerListener::subject).toList());
        var heard = IntStream.range(0, told.size())
                .filter(i -> !gone.get(i))
                .mapToObj(told::get)
                .toList();
        customers.hear(heard);
        return renameThreads.rename(heard.stream()
                .map(one -> new PersonKey(one.tenant(), one.id(), null, null))
                .toList());
    }
}
