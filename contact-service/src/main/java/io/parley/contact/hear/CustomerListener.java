package io.parley.contact.hear;

import io.parley.contact.book.Consent;
import io.parley.contact.book.Fields;
import io.parley.contact.book.PhoneNumber;
import io.parley.contact.book.UserId;
import io.parley.contract.CustomerChanged;
import io.parley.contract.CustomerProfile;
import io.parley.contract.MessageEvent;
import io.parley.contract.TenantId;
import io.parley.contract.Topics;
import io.parley.kit.event.RecordBatches;
import io.parley.kit.event.Records;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Reads message-received and customer-changed: who writes, under which name, and what they think of marketing. */
@Component
class CustomerListener {

    private final Hearing hearing;
    private final OptOutWords words;
    private final RecordBatches batches;

    CustomerListener(Hearing hearing, OptOutWords words, RecordBatches batches) {
        this.hearing = hearing;
        this.words = words;
        this.batches = batches;
    }

    @KafkaListener(topics = Topics.MESSAGE_RECEIVED, groupId = "contact-service.customers")
    void onMessages(List<ConsumerRecord<String, byte[]>> records) {
        batches.apply(
                records,
                part -> hearing.hear(part.stream()
                        .map(this::message)
                        .flatMap(Optional::stream)
                        .toList()));
    }

    @KafkaListener(topics = Topics.CUSTOMER_CHANGED, groupId = "contact-service.changes")
    void onChanges(List<ConsumerRecord<String, byte[]>> records) {
        batches.apply(
                records,
                part -> hearing.hear(part.stream().map(CustomerListener::change).toList()));
    }

    private Optional<Heard> message(ConsumerRecord<String, byte[]> entry) {
        var message = Records.read(entry, MessageEvent.class);
        var tenant = tenantOf(entry);
        return Optional.ofNullable(message.profile())
                .map(profile -> heard(tenant, profile, null, words.read(message), message.createdAt(), true));
    }

    private static Heard change(ConsumerRecord<String, byte[]> entry) {
        var change = Records.read(entry, CustomerChanged.class);
        var tenant = tenantOf(entry);
        return heard(
                tenant,
                Objects.requireNonNull(change.profile()),
                change.mergedInto(),
                Consent.SILENT,
                Objects.requireNonNull(change.at()),
                false);
    }

    private static Heard heard(
            TenantId tenant,
            CustomerProfile profile,
            @Nullable UUID mergedInto,
            Consent consent,
            Instant at,
            boolean creates) {
        return new Heard(
                tenant,
                Objects.requireNonNull(profile.customerId()),
                mergedInto,
                Optional.ofNullable(profile.phoneNumber())
                        .flatMap(PhoneNumber::parse)
                        .orElse(null),
                Optional.ofNullable(profile.userId()).flatMap(UserId::parse).orElse(null),
                Optional.ofNullable(profile.name()).flatMap(Fields::profileName).orElse(null),
                consent,
                at,
                creates);
    }

    private static TenantId tenantOf(ConsumerRecord<String, byte[]> entry) {
        return Records.tenantOf(entry).orElseThrow(() -> new IllegalArgumentException("tenant: none"));
    }
}
