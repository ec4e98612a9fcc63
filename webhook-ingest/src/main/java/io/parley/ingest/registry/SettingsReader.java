package io.parley.ingest.registry;

import io.parley.contract.TenantId;
import io.parley.contract.TenantSettings;
import io.parley.contract.Topics;
import io.parley.kit.event.Records;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * Keeps the {@link Registry} up to date: every instance reads all of tenant-settings from its beginning, without a
 * group, and follows it. After an interruption it reads everything again, which changes nothing that is known.
 */
@Component
class SettingsReader implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SettingsReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ConsumerFactory<?, ?> consumers;
    private final KafkaAdmin admin;
    private final Registry registry;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Thread worker;

    SettingsReader(ConsumerFactory<?, ?> consumers, KafkaAdmin admin, Registry registry) {
        this.consumers = consumers;
        this.admin = admin;
        this.registry = registry;
    }

    @Override
    public void start() {
        // Started after it is remembered: it ends as soon as it is not the worker.
        var thread = Thread.ofPlatform().daemon().name("tenant-settings").unstarted(this::work);
        worker = thread;
        thread.start();
    }

    @Override
    public void stop() {
        var running = worker;
        worker = null;
        stopped.countDown();
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return worker != null;
    }

    private void work() {
        while (isRunning()) {
            try (var consumer = consumer()) {
                follow(consumer);
            } catch (WakeupException | org.apache.kafka.common.errors.InterruptException e) {
                return;
            } catch (KafkaException e) {
                log.warn("reading tenant-settings is interrupted: {}", e.toString());
                pause();
            }
        }
    }

    private void follow(Consumer<String, byte[]> consumer) {
        var partitions = partitionsOf(consumer);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions);
        var caughtUp = false;
        while (isRunning()) {
            var records = consumer.poll(POLL);
            records.forEach(this::learn);
            if (!caughtUp) {
                caughtUp = hasReached(consumer, ends);
                if (caughtUp) {
                    registry.publish();
                    log.info("tenant-settings are read");
                }
            } else if (!records.isEmpty()) {
                registry.publish();
            }
        }
    }

    private void learn(ConsumerRecord<String, byte[]> entry) {
        try {
            if (entry.value() == null) {
                registry.forget(TenantId.of(entry.key()));
            } else {
                registry.learn(Records.read(entry, TenantSettings.class), Instant.ofEpochMilli(entry.timestamp()));
            }
        } catch (JacksonException | IllegalArgumentException e) {
            log.error(
                    "settings at {}-{} cannot be read and are left out: {}",
                    entry.partition(),
                    entry.offset(),
                    e.getClass().getSimpleName());
        }
    }

    private static boolean hasReached(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private List<TopicPartition> partitionsOf(Consumer<?, ?> consumer) {
        var partitions = consumer.partitionsFor(Topics.TENANT_SETTINGS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            // The broker was away when the topics were to be created.
            admin.initialize();
            throw new KafkaException("topic " + Topics.TENANT_SETTINGS + " does not exist yet");
        }
        return partitions;
    }

    @SuppressWarnings("unchecked")
    private Consumer<String, byte[]> consumer() {
        return (Consumer<String, byte[]>) consumers.createConsumer();
    }

    private void pause() {
        try {
            var ended = stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            if (ended) {
                log.debug("tenant-settings are no longer read");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
