package io.parley.analytics.hear;

import io.parley.analytics.fact.CountFacts;
import io.parley.analytics.fact.Told;
import io.parley.contract.Topics;
import io.parley.kit.event.RecordBatches;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Counts what the topics tell. A batch commits before its offsets do; a crash in between repeats it, which counts nothing twice. */
@Component
class FactListener {

    private final CountFacts countFacts;
    private final RecordBatches batches;

    FactListener(CountFacts countFacts, RecordBatches batches) {
        this.countFacts = countFacts;
        this.batches = batches;
    }

    @KafkaListener(
            topics = {
                Topics.MESSAGE_RECEIVED,
                Topics.MESSAGE_QUEUED,
                Topics.MESSAGE_SENT,
                Topics.MESSAGE_MIRRORED,
                Topics.STATUS_CHANGED,
                Topics.CONVERSATION_UPDATED
            },
            groupId = "analytics-service.facts",
            properties = {
                "fetch.min.bytes=${parley.analytics.hear.fetch-bytes}",
                "fetch.max.wait.ms=${parley.analytics.hear.fetch-wait-ms}"
            },
            concurrency = "${parley.analytics.hear.concurrency}")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        batches.apply(
                records,
                some -> countFacts.count(some.stream()
                        .flatMap(entry -> Told.read(entry).stream())
                        .toList()));
    }
}
