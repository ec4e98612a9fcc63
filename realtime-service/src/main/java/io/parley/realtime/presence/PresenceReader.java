package io.parley.realtime.presence;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contract.EventHeaders;
import io.parley.contract.EventTypes;
import io.parley.contract.Presence;
import io.parley.contract.PresenceBeat;
import io.parley.contract.Topics;
import io.parley.kit.event.Records;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;

/** Hears what other instances say. It begins at the end, and they are asked for what was said before. */
final class PresenceReader implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PresenceReader.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final ConsumerFactory<String, byte[]> consumers;
    private final Attendance attendance;
    private final MeterRegistry metrics;

    private volatile boolean running;
    private volatile @Nullable Consumer<String, byte[]> consumer;

    PresenceReader(ConsumerFactory<String, byte[]> consumers, Attendance attendance, MeterRegistry metrics) {
        this.consumers = consumers;
        this.attendance = attendance;
        this.metrics = metrics;
    }

    @Override
    public void start() {
        running = true;
        attendance.start();
        Thread.ofPlatform().name("presence-reader").daemon().start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        attendance.stop();
        var following = consumer;
        if (following != null) {
            following.wakeup();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try (var following = consumers.createConsumer()) {
                consumer = following;
                var partitions = following.partitionsFor(Topics.PRESENCE).stream()
                        .map(one -> new TopicPartition(one.topic(), one.partition()))
                        .toList();
                if (partitions.isEmpty()) {
                    throw new KafkaException("topic " + Topics.PRESENCE + " does not exist yet");
                }
                following.assign(partitions);
                following.seekToEnd(partitions);
                partitions.forEach(following::position);
                attendance.begin();
                while (running) {
                    following.poll(POLL).forEach(this::hear);
                }
            } catch (WakeupException e) {
                log.debug("presence ends");
            } catch (KafkaException e) {
                log.warn("presence begins again: {}", e.toString());
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
    }

    private void hear(ConsumerRecord<String, byte[]> entry) {
        try {
            if (Records.header(entry, EventHeaders.TYPE).orElseThrow().equals(EventTypes.PRESENCE_BEAT)) {
                attendance.hear(Records.read(entry, PresenceBeat.class));
                return;
            }
            var presence = Records.read(entry, Presence.class);
            var tenant = Records.tenantOf(entry).orElseThrow();
            attendance.hear(new Room(tenant, presence.conversationId()), presence);
        } catch (RuntimeException e) {
            metrics.counter("realtime.feed.unreadable", "topic", entry.topic()).increment();
            log.warn(
                    "unreadable {}@{}: {}",
                    entry.topic(),
                    entry.offset(),
                    e.getClass().getSimpleName());
        }
    }
}
