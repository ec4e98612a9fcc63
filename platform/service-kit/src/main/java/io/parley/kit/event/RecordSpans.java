package io.parley.kit.event;

import io.parley.contract.EventHeaders;
import io.parley.tracing.Span;
import io.parley.tracing.Tracing;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The spans of a batch's records, until they are closed. Meanwhile a record that has one carries its context in place of
 * the one that it came with, and carries that again afterwards: the container may hand the same record out once more.
 */
final class RecordSpans implements AutoCloseable {

    private static final RecordSpans NONE = new RecordSpans(Map.of());

    private final Map<ConsumerRecord<String, byte[]>, Open> open;

    private RecordSpans(Map<ConsumerRecord<String, byte[]>, Open> open) {
        this.open = open;
    }

    static RecordSpans begin(Tracing tracing, List<ConsumerRecord<String, byte[]>> records) {
        if (!tracing.isOn()) {
            return NONE;
        }
        var open = new IdentityHashMap<ConsumerRecord<String, byte[]>, Open>();
        for (var entry : records) {
            var before = Records.header(entry, EventHeaders.TRACEPARENT).orElse(null);
            if (before == null) {
                continue;
            }
            tracing.follow("process " + entry.topic(), before).ifPresent(span -> {
                span.tag("messaging.system", "kafka")
                        .tag("messaging.operation.type", "process")
                        .tag("messaging.destination.name", entry.topic())
                        .tag("messaging.destination.partition.id", Integer.toString(entry.partition()))
                        .tag("messaging.kafka.offset", entry.offset())
                        .tag("messaging.batch.message_count", records.size());
                carry(entry, span.traceparent());
                open.put(entry, new Open(span, before));
            });
        }
        return new RecordSpans(open);
    }

    /** Says that nothing of the batch was done. */
    void fail(RuntimeException cause) {
        open.values().forEach(one -> one.span().fail(cause.getClass().getName()));
    }

    void fail(ConsumerRecord<String, byte[]> poison, RuntimeException cause) {
        var one = open.get(poison);
        if (one != null) {
            one.span().fail(cause.getClass().getName());
        }
    }

    @Override
    public void close() {
        open.forEach((entry, one) -> {
            carry(entry, one.before());
            one.span().end();
        });
    }

    private static void carry(ConsumerRecord<String, byte[]> entry, String traceparent) {
        entry.headers()
                .remove(EventHeaders.TRACEPARENT)
                .add(EventHeaders.TRACEPARENT, traceparent.getBytes(StandardCharsets.UTF_8));
    }

    /** A span that has begun, and what its record came with. */
    private record Open(Span span, String before) {}
}
