package io.parley.testkit;

import io.parley.contract.EventHeaders;
import io.parley.contract.TenantId;
import io.parley.kit.event.Records;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /** Reads whole topics. */
    public static final class Reader {

        private final String bootstrapServers;

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

        /** Returns every record of {@code topic} so far that {@code wanted} admits. */
        public List<ConsumerRecord<String, byte[]>> read(
                String topic, Predicate<ConsumerRecord<String, byte[]>> wanted) {
            try (var consumer = new KafkaConsumer<>(
                    Map.<String, Object>of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                    new StringDeserializer(),
                    new ByteArrayDeserializer())) {
                var partitions = consumer.partitionsFor(topic).stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                var ends = consumer.endOffsets(partitions);
                var found = new ArrayList<ConsumerRecord<String, byte[]>>();
                while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                    consumer.poll(Duration.ofMillis(200)).forEach(entry -> {
                        if (wanted.test(entry)) {
                            found.add(entry);
                        }
                    });
                }
                return found;
            }
        }
    }
}
