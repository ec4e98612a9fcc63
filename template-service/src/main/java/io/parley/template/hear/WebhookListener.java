package io.parley.template.hear;

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
 * Applies the fields of raw-webhook that this service accounts for. A batch commits with its news in the outbox, then its
 * outcomes are published, then its offsets are committed; a crash in between repeats it, with the same result.
 */
@Component
class WebhookListener {

    private static final String BY = "template-service";

    private final HearNews hearNews;
    private final RecordBatches batches;
    private final EventPublisher publisher;

    WebhookListener(HearNews hearNews, RecordBatches batches, EventPublisher publisher) {
        this.hearNews = hearNews;
        this.batches = batches;
        this.publisher = publisher;
    }

    @KafkaListener(topics = Topics.RAW_WEBHOOK, groupId = "template-service.webhooks")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        var ours = records.stream().filter(WebhookListener::isOurs).toList();
        batches.apply(ours, this::apply, (poison, cause) -> reportDead(poison));
    }

    private void apply(List<ConsumerRecord<String, byte[]>> records) {
        var news = records.stream().map(NewsReader::read).toList();
        publisher.publish(
                hearNews.hear(news).stream().map(WebhookListener::outcome).toList());
    }

    private static Event outcome(HearNews.Outcome outcome) {
        var news = outcome.news();
        return event(
                news.tenant(),
                news.rawEvent(),
                new WebhookOutcome.Element(
                        WebhookElements.WHOLE_CHANGE, news.field(), null, outcome.result(), outcome.reason()),
                news.traceparent());
    }

    private void reportDead(ConsumerRecord<String, byte[]> poison) {
        publisher.publish(List.of(event(
                Records.tenantOf(poison).orElseThrow(),
                Records.idOf(poison),
                new WebhookOutcome.Element(
                        WebhookElements.WHOLE_CHANGE,
                        Records.header(poison, EventHeaders.FIELD).orElse(""),
                        null,
                        Result.DEAD,
                        "UNPROCESSABLE"),
                Records.header(poison, EventHeaders.TRACEPARENT).orElse(null))));
    }

    private static Event event(
            TenantId tenant, UUID rawEvent, WebhookOutcome.Element element, @Nullable String traceparent) {
        var reason = element.outcome() == Result.DEAD ? element.reason() : null;
        return Event.of(
                        Topics.WEBHOOK_OUTCOME,
                        EventTypes.WEBHOOK_OUTCOME,
                        Ids.derived(EventTypes.WEBHOOK_OUTCOME, BY, rawEvent),
                        tenant,
                        rawEvent)
                .with(EventHeaders.TRACEPARENT, traceparent)
                .carrying(new WebhookOutcome(rawEvent, BY, element.outcome(), reason, List.of(element)));
    }

    private static boolean isOurs(ConsumerRecord<String, byte[]> entry) {
        return Records.header(entry, EventHeaders.FIELD)
                        .map(WebhookElements::ownerOf)
                        .filter(BY::equals)
                        .isPresent()
                && Records.header(entry, EventHeaders.DISPOSITION)
                        .filter(Disposition.ROUTED.name()::equals)
                        .isPresent()
                && Records.tenantOf(entry).isPresent();
    }
}
