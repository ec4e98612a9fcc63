package io.parley.messaging.receive;

import io.parley.contract.EventHeaders;
import io.parley.contract.Topics;
import io.parley.contract.WebhookOutcome;
import io.parley.contract.WebhookOutcome.Result;
import io.parley.kit.event.EventPublisher;
import io.parley.kit.event.RecordBatches;
import io.parley.kit.event.Records;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * Applies raw-webhook. A batch commits to the database first, then its events are published, then its offsets are
 * committed; a crash anywhere in between repeats the batch, which changes nothing and publishes the same events.
 */
@Component
class RawWebhookListener {

    private final ReceiveWebhooks receiveWebhooks;
    private final RecordBatches batches;
    private final EventPublisher publisher;

    RawWebhookListener(ReceiveWebhooks receiveWebhooks, RecordBatches batches, EventPublisher publisher) {
        this.receiveWebhooks = receiveWebhooks;
        this.batches = batches;
        this.publisher = publisher;
    }

    @KafkaListener(
            topics = Topics.RAW_WEBHOOK,
            groupId = "messaging-service.receive",
            concurrency = "${parley.messaging.receive.concurrency}")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        var routed = records.stream().filter(WebhookReader::isRouted).toList();
        batches.apply(routed, this::receive, (poison, cause) -> reportDead(poison));
    }

    private void receive(List<ConsumerRecord<String, byte[]>> records) {
        var elements = new ArrayList<Element>(records.size());
        for (var entry : records) {
            elements.addAll(WebhookReader.read(entry));
        }
        publisher.publish(receiveWebhooks.receive(elements));
    }

    /** The elements of a parked record are dead one by one where they can be told apart, else as one. */
    private void reportDead(ConsumerRecord<String, byte[]> poison) {
        var origin = new Origin(
                Records.tenantOf(poison).orElseThrow(),
                Records.idOf(poison),
                "",
                0,
                Instant.ofEpochMilli(poison.timestamp()),
                Records.header(poison, EventHeaders.TRACEPARENT).orElse(null));
        publisher.publish(List.of(Outcomes.dead(origin, elementsOf(poison))));
    }

    private static List<WebhookOutcome.Element> elementsOf(ConsumerRecord<String, byte[]> poison) {
        try {
            return WebhookReader.read(poison).stream()
                    .map(element -> Outcomes.element(element, Result.DEAD, "UNPROCESSABLE"))
                    .toList();
        } catch (JacksonException | IllegalArgumentException e) {
            return List.of(new WebhookOutcome.Element(0, "change", null, Result.DEAD, "UNPROCESSABLE"));
        }
    }
}
