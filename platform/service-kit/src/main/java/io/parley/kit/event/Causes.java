package io.parley.kit.event;

import io.parley.contract.EventHeaders;
import io.parley.kit.trace.LogContext;
import io.parley.kit.trace.Trace;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Lets what follows from consumed records belong to their traces: events, and what is logged. */
public final class Causes {

    private Causes() {}

    /**
     * Returns {@code events}, each of which follows from those of {@code records} that have its key, within the trace of the
     * last of these.
     */
    public static List<Event> trace(List<ConsumerRecord<String, byte[]>> records, List<Event> events) {
        var latest = new HashMap<String, String>();
        for (var entry : records) {
            traceparentOf(entry).ifPresent(traceparent -> latest.put(entry.key(), traceparent));
        }
        return latest.isEmpty()
                ? events
                : events.stream()
                        .map(event -> event.with(EventHeaders.TRACEPARENT, latest.get(event.key())))
                        .toList();
    }

    /** Runs {@code work} within the trace that all of {@code records} belong to, where they do, and has log lines name it. */
    static void run(List<ConsumerRecord<String, byte[]>> records, Runnable work) {
        var common = commonTraceparent(records);
        if (common == null) {
            work.run();
            return;
        }
        try (var traced = LogContext.trace(Trace.idOf(common))) {
            Trace.run(common, work);
        }
    }

    private static @Nullable String commonTraceparent(List<ConsumerRecord<String, byte[]>> records) {
        var last = traceparentOf(records.getLast()).orElse(null);
        if (last == null) {
            return null;
        }
        var trace = Trace.idOf(last);
        for (var entry : records) {
            if (!Objects.equals(traceparentOf(entry).map(Trace::idOf).orElse(null), trace)) {
                return null;
            }
        }
        return last;
    }

    private static Optional<String> traceparentOf(ConsumerRecord<String, byte[]> entry) {
        return Records.header(entry, EventHeaders.TRACEPARENT)
                .filter(traceparent -> Trace.idIn(traceparent).isPresent());
    }
}
