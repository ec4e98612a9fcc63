package io.parley.testkit;

import io.parley.contract.EventHeaders;
import io.parley.contract.TenantId;
import io.parley.kit.event.Records;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Looks at topics from outside, as an analyst would. */
public final class Topic {

    private Topic() {}

    /** Reads whole topics. What it has read it keeps, so that a test can ask as often as it likes. Safe for several threads. */
    public static final class Reader implements AutoCloseable {

        private final String bootstrapServers;
        private final Map<String, Tail> tails = new ConcurrentHashMap<>();

        public Reader(String bootstrapServers) {
            this.bootstrapServers = bootstrapServers;
        }

        /** Returns every record of {@code topic} so far that belongs to {@code tenant}, in order within a key. */
        public List<ConsumerRecord<String, byte[]>> read(String topic, TenantId tenant) {
            return read(
                    topic,
                    entry -> Records.header(entry, EventHeaders.TENANT_ID)
                            .filter(tenant.toString()::equals)
                            .isPresent());
        }

        /** Returns every record of {@code topic} so far that {@code wanted} admits, in order within a key. */
        public List<ConsumerRecord<String, byte[]>> read(
                String topic, Predicate<ConsumerRecord<String, byte[]>> wanted) {
            return tails.computeIfAbsent(topic, name -> new Tail(bootstrapServers, name)).read().stream()
                    .filter(wanted)
                    .toList();
        }

        @Override
        public void close() {
            tails.values().forEach(Tail::close);
            tails.clear();
        }
    }

    private static final class Tail implements AutoCloseable {

        private final KafkaConsumer<String, byte[]> consumer;
        private final List<TopicPartition> partitions;
        private final List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();

        Tail(String bootstrapServers, String topic) {
            consumer = new KafkaConsumer<>(
                    Map.<String, Object>of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                    new StringDeserializer(),
                    new ByteArrayDeserializer());
            partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }

        synchronized List<ConsumerRecord<String, byte[]>> read() {
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            }
            return List.copyOf(found);
        }

        @Override
        public synchronized void close() {
            consumer.close();
        }
    }
}
