package io.parley.kit.event;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contract.EventHeaders;
import io.parley.contract.TenantId;
import io.parley.contract.Topics;
import io.parley.kit.trace.LogContext;
import io.parley.kit.trace.Trace;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Parks records that cannot be processed, as they were, on their topic's dead-letter topic, with the reason and when it
 * was found. From there they can be replayed after a fix.
 */
public final class DeadLetters {

    /** Why the record could not be processed: UPPER_SNAKE. */
    public static final String REASON = "parley_reason";

    /** The class of the exception; its message may hold customers' data and is left out. */
    public static final String EXCEPTION = "parley_exception";

    /** When it failed, RFC 3339. */
    public static final String FAILED_AT = "parley_failed_at";

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final KafkaTemplate<String, byte[]> kafka;
    private final Clock clock;
    private final MeterRegistry metrics;

    DeadLetters(KafkaTemplate<String, byte[]> kafka, Clock clock, MeterRegistry metrics) {
        this.kafka = kafka;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Parks {@code poison} and blocks until the broker has it; throws {@link EventNotPublished} otherwise. */
    public void park(ConsumerRecord<String, byte[]> poison, String reason, Throwable cause) {
        var parked = new ProducerRecord<>(
                Topics.deadLettersOf(poison.topic()), null, poison.key(), poison.value(), poison.headers());
        add(parked, REASON, reason);
        add(parked, EXCEPTION, cause.getClass().getName());
        add(parked, FAILED_AT, clock.instant().toString());
        try {
            kafka.send(parked).join();
        } catch (CompletionException e) {
            throw new EventNotPublished(e);
        }
        metrics.counter("parley.deadletters", "topic", poison.topic(), "reason", reason)
                .increment();
        try (var traced = LogContext.trace(traceOf(poison));
                var named = LogContext.tenant(tenantOf(poison))) {
            log.warn(
                    "parked {}-{}@{}: {} ({})",
                    poison.topic(),
                    poison.partition(),
                    poison.offset(),
                    reason,
                    cause.getClass().getSimpleName());
        }
    }

    private static @Nullable String traceOf(ConsumerRecord<String, byte[]> poison) {
        return Trace.idIn(Records.header(poison, EventHeaders.TRACEPARENT).orElse(null))
                .orElse(null);
    }

    /** It may be the tenant that is not as it should be. */
    private static @Nullable String tenantOf(ConsumerRecord<String, byte[]> poison) {
        try {
            return Records.tenantOf(poison).map(TenantId::toString).orElse(null);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static void add(ProducerRecord<String, byte[]> parked, String header, String value) {
        parked.headers().remove(header).add(header, value.getBytes(StandardCharsets.UTF_8));
    }
}
