package io.parley.conversation.follow;

import io.parley.contract.ContactChanged;
import io.parley.contract.Topics;
import io.parley.conversation.inbox.Conversations;
import io.parley.conversation.inbox.Conversations.PersonKey;
import io.parley.conversation.person.Contacts;
import io.parley.conversation.person.Contacts.Contact;
import io.parley.kit.event.Event;
import io.parley.kit.event.EventPublisher;
import io.parley.kit.event.RecordBatches;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hears how a tenant calls its contacts, and which phone numbers and user ids they have. */
@Component
class ContactListener {

    private final Conversations conversations;
    private final Contacts contacts;
    private final RenameThreads renameThreads;
    private final Owned owned;
    private final RecordBatches batches;
    private final EventPublisher publisher;

    ContactListener(
            Conversations conversations,
            Contacts contacts,
            RenameThreads renameThreads,
            Owned owned,
            RecordBatches batches,
            EventPublisher publisher) {
        this.conversations = conversations;
        this.contacts = contacts;
        this.renameThreads = renameThreads;
        this.owned = owned;
        this.batches = batches;
        this.publisher = publisher;
    }

    @KafkaListener(topics = Topics.CONTACT_CHANGED, groupId = "conversation-service.contacts")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        batches.apply(
                records,
                some -> publisher.publish(
                        owned.apply(some, ContactChanged.class, ContactChanged::tenantId, this::take)));
    }

    /** Threads of the numbers and user ids that a contact had before are renamed too. */
    private List<Event> take(List<ContactChanged> changes) {
        var latest = new LinkedHashMap<List<Object>, ContactChanged>();
        for (var change : changes) {
            latest.merge(
                    List.of(change.tenantId(), change.id()),
                    change,
                    (before, now) -> now.updatedAt().isBefore(before.updatedAt()) ? before : now);
        }
        var now = latest.values().stream()
                .map(change -> Contact.of(change.tenantId(), change))
                .toList();
        var all = new ArrayList<>(contacts.known(now));
        all.addAll(now);
        var people = all.stream()
                .map(one -> new PersonKey(one.tenant(), null, one.phoneKey(), one.userId()))
                .toList();
        conversations.lockPeople(people);
        contacts.replace(latest.values());
        return renameThreads.rename(people);
    }
}
