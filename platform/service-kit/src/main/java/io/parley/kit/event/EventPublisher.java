package io.parley.kit.event;

import io.parley.contract.EventHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;

/** Writes events to Kafka. An event counts as written when the broker has acknowledged it ({@code acks=all}). */
public final class EventPublisher {

    private final KafkaTemplate<String, byte[]> kafka;
    private final byte[] source;

    EventPublisher(KafkaTemplate<String, byte[]> kafka, String service) {
        this.kafka = kafka;
        this.source = ("/" + service).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Writes {@code events}, those of one key one after the other, and blocks until all are acknowledged. Throws
     * {@link EventNotPublished} where one was not; nothing later of its key has been written then, others may have been,
     * and the caller repeats them all.
     */
    public void publish(Collection<Event> events) {
        var latest = new HashMap<String, CompletableFuture<?>>();
        for (var event : events) {
            latest.compute(
                    event.topic() + ' ' + event.key(),
                    (key, before) -> before == null ? send(event) : before.thenCompose(written -> send(event)));
        }
        try {
            latest.values().forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw new EventNotPublished(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Writes one event; the future completes with the broker's acknowledgement, on the producer's thread. */
    public CompletableFuture<SendResult<String, byte[]>> send(Event event) {
        try {
            return kafka.send(
                    new ProducerRecord<>(event.topic(), null, event.key(), event.payload(), headersOf(event)));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private List<Header> headersOf(Event event) {
        var headers = new ArrayList<Header>(event.headers().size() + 1);
        event.headers()
                .forEach((name, value) -> headers.add(new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8))));
        headers.add(new RecordHeader(EventHeaders.SOURCE, source));
        return headers;
    }
}
