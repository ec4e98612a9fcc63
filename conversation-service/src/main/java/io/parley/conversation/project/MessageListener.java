package io.parley.conversation.project;

import io.parley.contract.Topics;
import io.parley.kit.event.Causes;
import io.parley.kit.event.EventPublisher;
import io.parley.kit.event.RecordBatches;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Applies the message topics. A batch commits to the database first, then its events are published, then its offsets are
 * committed; a crash anywhere in between repeats the batch, which changes nothing and publishes the same events.
 */
@Component
class MessageListener {

    private final ProjectMessages projectMessages;
    private final RecordBatches batches;
    private final EventPublisher publisher;

    MessageListener(ProjectMessages projectMessages, RecordBatches batches, EventPublisher publisher) {
        this.projectMessages = projectMessages;
        this.batches = batches;
        this.publisher = publisher;
    }

    @KafkaListener(
            topics = {
                Topics.MESSAGE_RECEIVED,
                Topics.MESSAGE_QUEUED,
                Topics.MESSAGE_SENT,
                Topics.MESSAGE_MIRRORED,
                Topics.MESSAGE_CHANGED,
                Topics.STATUS_CHANGED
            },
            groupId = "conversation-service.project",
            properties = {
                "fetch.min.bytes=${parley.conversation.project.fetch-bytes}",
                "fetch.max.wait.ms=${parley.conversation.project.fetch-wait-ms}"
            },
            concurrency = "${parley.conversation.project.concurrency}")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        batches.apply(
                records,
                some -> publisher.publish(Causes.trace(
                        some,
                        projectMessages.project(some.stream().map(Fact::read).toList()))));
    }
}
