package io.parley.realtime.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.parley.contract.EventHeaders;
import io.parley.kit.event.Records;
import io.parley.kit.trace.Trace;
import io.parley.tracing.Span;
import io.parley.tracing.Tracing;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Watches records being told to sockets: how long after they happened, to how many, and as the end of which trace. */
final class FanOut {

    /** There from the start, so that what is asked of a quiet instance has an answer. */
    private static final List<String> NAMES =
            List.of("message:new", "message:status", "conversation:updated", "typing:start", "typing:stop");

    private static final Duration[] STEPS = {
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2)
    };

    private final Clock clock;
    private final MeterRegistry metrics;
    private final Tracing tracing;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    FanOut(Clock clock, MeterRegistry metrics, Tracing tracing) {
        this.clock = clock;
        this.metrics = metrics;
        this.tracing = tracing;
        NAMES.forEach(name -> timers.put(name, timer(name)));
    }

    /** Lets {@code telling} tell {@code event}, which {@code entry} reports, and measures it where anybody heard. */
    void of(ConsumerRecord<String, byte[]> entry, FeedEvent event, IntSupplier telling) {
        var span = tracing.follow(
                "emit " + event.name(),
                Records.header(entry, EventHeaders.TRACEPARENT).orElse(null));
        try {
            var heard = telling.getAsInt();
            span.ifPresent(one -> one.tag("messaging.system", "kafka")
                    .tag("messaging.destination.name", entry.topic())
                    .tag("parley.sockets", heard));
            if (heard > 0) {
                measure(entry, event);
            }
        } finally {
            span.ifPresent(Span::end);
        }
    }

    static @Nullable String traceOf(ConsumerRecord<String, byte[]> entry) {
        return Trace.idIn(Records.header(entry, EventHeaders.TRACEPARENT).orElse(null))
                .orElse(null);
    }

    private void measure(ConsumerRecord<String, byte[]> entry, FeedEvent event) {
        var delay = Duration.between(happened(entry), clock.instant());
        timers.computeIfAbsent(event.name(), this::timer).record(delay.isNegative() ? Duration.ZERO : delay);
    }

    private Timer timer(String event) {
        return Timer.builder("realtime.feed.delay")
                .description("From when something happened until sockets were told of it")
                .tag("event", event)
                .serviceLevelObjectives(STEPS)
                .register(metrics);
    }

    private static Instant happened(ConsumerRecord<String, byte[]> entry) {
        try {
            return Records.header(entry, EventHeaders.TIME)
                    .map(Instant::parse)
                    .orElseGet(() -> Instant.ofEpochMilli(entry.timestamp()));
        } catch (DateTimeException e) {
            return Instant.ofEpochMilli(entry.timestamp());
        }
    }
}
