package io.parley.realtime.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contract.TenantId;
import io.parley.contract.Topics;
import io.parley.kit.event.Records;
import io.parley.kit.trace.LogContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Follows all partitions from where they end when it starts, and tells listeners. A record counts as told when everybody
 * who listened then has been; whoever begins to listen learns from which positions on.
 */
public final class Feed implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Feed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration STALE_TYPING = Duration.ofSeconds(10);

    private final ConsumerFactory<String, byte[]> consumers;
    private final Audience audience;
    private final Cursors cursors;
    private final Told told;
    private final FanOut fanOut;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final ReentrantLock lock = new ReentrantLock();

    private volatile boolean running;
    private volatile @Nullable Positions reached;
    private volatile @Nullable Consumer<String, byte[]> consumer;

    @SuppressWarnings("ParameterNumber")
    Feed(
            ConsumerFactory<String, byte[]> consumers,
            Audience audience,
            Cursors cursors,
            Told told,
            FanOut fanOut,
            Clock clock,
            MeterRegistry metrics) {
        this.consumers = consumers;
        this.audience = audience;
        this.cursors = cursors;
        this.told = told;
        this.fanOut = fanOut;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Lets {@code begin} add listeners and returns from which positions on they hear everything. */
    Positions from(Runnable begin) {
        lock.lock();
        try {
            begin.run();
            return now().copy();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the cursor of somebody who has heard everything until now. */
    public String cursor(TenantId tenant) {
        lock.lock();
        try {
            return cursors.of(tenant, now());
        } finally {
            lock.unlock();
        }
    }

    /** Lets {@code end} take listeners away and returns the cursor of what they have heard until then. */
    public String cursor(TenantId tenant, Runnable end) {
        lock.lock();
        try {
            end.run();
            return cursors.of(tenant, now());
        } finally {
            lock.unlock();
        }
    }

    /** Tells {@code event} to who is to hear it; returns how many these are. */
    public int tell(TenantId tenant, FeedEvent event) {
        lock.lock();
        try {
            var placed = event.at(cursors.of(tenant, now()));
            var packet = placed.packet();
            var heard = new int[1];
            audience.forEach(tenant, placed, listener -> {
                listener.hear(placed, packet);
                heard[0]++;
            });
            return heard[0];
        } finally {
            lock.unlock();
        }
    }

    /** Tells {@code event}, which is of no record, to {@code listener} alone. */
    public void tell(Listener listener, FeedEvent event) {
        lock.lock();
        try {
            var placed = event.at(cursors.of(listener.tenant(), now()));
            listener.hear(placed, placed.packet());
        } finally {
            lock.unlock();
        }
    }

    public boolean isReady() {
        return reached != null;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().name("feed").daemon().start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        var following = consumer;
        if (following != null) {
            following.wakeup();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private Positions now() {
        var now = reached;
        if (now == null) {
            throw new IllegalStateException("the feed has not begun");
        }
        return now;
    }

    private void run() {
        while (running) {
            try (var following = consumers.createConsumer()) {
                consumer = following;
                begin(following);
                while (running) {
                    tell(following.poll(POLL));
                }
            } catch (WakeupException e) {
                log.debug("the feed ends");
            } catch (InvalidOffsetException e) {
                log.warn("the feed has lost records: {}", e.partitions());
                reached = null;
                audience.forEach(Listener::lost);
            } catch (KafkaException e) {
                log.warn("the feed begins again: {}", e.toString());
                pause();
            }
        }
    }

    /** Goes on where it was, or at the end of the topics. */
    private void begin(Consumer<String, byte[]> following) {
        var partitions = new ArrayList<TopicPartition>();
        Stream.concat(Translation.KEPT.stream(), Stream.of(Topics.TYPING)).forEach(topic -> {
            var known = following.partitionsFor(topic);
            if (known.isEmpty()) {
                throw new KafkaException("topic " + topic + " does not exist yet");
            }
            known.forEach(one -> partitions.add(new TopicPartition(topic, one.partition())));
        });
        following.assign(partitions);
        var ends = new HashMap<>(following.endOffsets(partitions));
        var before = reached;
        ends.forEach((partition, end) -> following.seek(
                partition, before != null && before.holds(partition.topic()) ? before.get(partition) : end));
        if (before == null) {
            ends.keySet().removeIf(partition -> partition.topic().equals(Topics.TYPING));
            reached = Positions.of(ends);
        }
    }

    private void tell(Iterable<ConsumerRecord<String, byte[]>> records) {
        lock.lock();
        try {
            records.forEach(this::tell);
        } finally {
            lock.unlock();
        }
    }

    private void tell(ConsumerRecord<String, byte[]> entry) {
        var partition = new TopicPartition(entry.topic(), entry.partition());
        var passing = entry.topic().equals(Topics.TYPING);
        if (!passing) {
            now().set(partition, entry.offset() + 1);
        }
        var stale = clock.millis() - STALE_TYPING.toMillis();
        if (passing && entry.timestamp() < stale) {
            return;
        }
        try {
            var tenant = Records.tenantOf(entry).orElseThrow();
            if (!audience.isEmpty(tenant) && told.isFirst(Translation.idOf(entry), entry)) {
                Translation.of(entry).ifPresent(event -> fanOut.of(entry, event, () -> tell(tenant, event)));
            }
        } catch (RuntimeException e) {
            // Whoever applies these records parks what cannot be read; here there is nobody to tell.
            metrics.counter("realtime.feed.unreadable", "topic", entry.topic()).increment();
            try (var traced = LogContext.trace(FanOut.traceOf(entry))) {
                log.warn(
                        "unreadable {}@{}: {}",
                        partition,
                        entry.offset(),
                        e.getClass().getSimpleName());
            }
        }
    }

    /** Returns what {@code cursor} stands for; empty where it is not one. */
    Optional<Positions> read(TenantId tenant, String cursor) {
        return cursors.read(tenant, cursor, now());
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
