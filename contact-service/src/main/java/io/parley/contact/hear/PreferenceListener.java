package io.parley.contact.hear;

import io.parley.contract.Disposition;
import io.parley.contract.EventHeaders;
import io.parley.contract.EventTypes;
import io.parley.contract.TenantId;
import io.parley.contract.Topics;
import io.parley.contract.WebhookElements;
import io.parley.contract.WebhookOutcome;
import io.parley.contract.WebhookOutcome.Result;
import io.parley.kit.event.Event;
import io.parley.kit.event.EventPublisher;
import io.parley.kit.event.RecordBatches;
import io.parley.kit.event.Records;
import io.parley.kit.id.Ids;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Applies the one field of raw-webhook that this service accounts for. A batch commits, then its outcomes are published,
 * then its offsets are committed; a crash in between repeats it, with the same result.
 */
@Component
class PreferenceListener {

    private static final String BY = WebhookElements.ownerOf(WebhookElements.USER_PREFERENCES);

    private final Preferences preferences;
    private final RecordBatches batches;
    private final EventPublisher publisher;

    PreferenceListener(Preferences preferences, RecordBatches batches, EventPublisher publisher) {
        this.preferences = preferences;
        this.batches = batches;
        this.publisher = publisher;
    }

    @KafkaListener(topics = Topics.RAW_WEBHOOK, groupId = "contact-service.preferences")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        var ours = records.stream().filter(PreferenceListener::isOurs).toList();
        batches.apply(ours, this::apply, (poison, cause) -> reportDead(poison));
    }

    private void apply(List<ConsumerRecord<String, byte[]>> records) {
        var changes = records.stream().map(PreferenceReader::read).toList();
        var owners = preferences.apply(changes);
        publisher.publish(changes.stream().map(one -> outcome(one, owners)).toList());
    }

    private static Event outcome(PreferenceReader.Change change, Preferences.Owners owners) {
        if (change.ignored() != null) {
            return outcome(change.tenant(), change.rawEvent(), Result.IGNORED, change.ignored(), change.traceparent());
        }
        var result = owners.isFirst(change) ? Result.APPLIED : Result.DUPLICATE;
        return outcome(change.tenant(), change.rawEvent(), result, null, change.traceparent());
    }

    private void reportDead(ConsumerRecord<String, byte[]> poison) {
        publisher.publish(List.of(outcome(
                Records.tenantOf(poison).orElseThrow(),
                Records.idOf(poison),
                Result.DEAD,
                "UNPROCESSABLE",
                Records.header(poison, EventHeaders.TRACEPARENT).orElse(null))));
    }

    private static Event outcome(
            TenantId tenant, UUID rawEvent, Result result, @Nullable String reason, @Nullable String traceparent) {
        var element = new WebhookOutcome.Element(
                WebhookElements.WHOLE_CHANGE, WebhookElements.USER_PREFERENCES, null, result, reason);
        var id = Ids.derived(EventTypes.WEBHOOK_OUTCOME, BY, rawEvent);
        return Event.of(Topics.WEBHOOK_OUTCOME, EventTypes.WEBHOOK_OUTCOME, id, tenant, rawEvent)
                .with(EventHeaders.TRACEPARENT, traceparent)
                .carrying(new WebhookOutcome(
                        rawEvent, BY, result, result == Result.DEAD ? reason : null, List.of(element)));
    }

    private static boolean isOurs(ConsumerRecord<String, byte[]> entry) {
        return Records.header(entry, EventHeaders.FIELD)
                        .filter(WebhookElements.USER_PREFERENCES::equals)
                        .isPresent()
                && Records.header(entry, EventHeaders.DISPOSITION)
                        .filter(Disposition.ROUTED.name()::equals)
                        .isPresent()
                && Records.tenantOf(entry).isPresent();
    }
}
