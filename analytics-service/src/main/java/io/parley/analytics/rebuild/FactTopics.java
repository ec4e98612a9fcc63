package io.parley.analytics.rebuild;

import io.parley.analytics.fact.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/** Opens the topics that tell of what is counted, beside the group that reads them as they come. */
@Component
class FactTopics {

    private final ConsumerFactory<?, ?> consumers;

    FactTopics(ConsumerFactory<?, ?> consumers) {
        this.consumers = consumers;
    }

    /** Returns a reading from the beginning of the topics to where they end now. */
    Reading open() {
        @SuppressWarnings("unchecked") // as the kit's settings say
        var consumer = (Consumer<String, byte[]>) consumers.createConsumer("analytics-service.rebuild", "-rebuild");
        var partitions = Told.TOPICS.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(one -> new TopicPartition(one.topic(), one.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new Reading(consumer, partitions);
    }

    /** A reading; closed by who opened it. */
    static final class Reading implements AutoCloseable {

        private static final Duration POLL = Duration.ofMillis(500);

        private final Consumer<String, byte[]> consumer;
        private final List<TopicPartition> partitions;
        private final Map<TopicPartition, Long> beginnings;
        private final Map<TopicPartition, Long> ends;

        private Reading(Consumer<String, byte[]> consumer, List<TopicPartition> partitions) {
            this.consumer = consumer;
            this.partitions = partitions;
            this.beginnings = new HashMap<>(consumer.beginningOffsets(partitions));
            this.ends = new HashMap<>(consumer.endOffsets(partitions));
        }

        long total() {
            return partitions.stream()
                    .mapToLong(one -> end(one) - beginnings.getOrDefault(one, 0L))
                    .sum();
        }

        long done() {
            return partitions.stream()
                    .mapToLong(one -> Math.min(consumer.position(one), end(one)) - beginnings.getOrDefault(one, 0L))
                    .sum();
        }

        boolean isAtEnd() {
            return partitions.stream().allMatch(one -> consumer.position(one) >= end(one));
        }

        List<ConsumerRecord<String, byte[]>> next() {
            var records = consumer.poll(POLL);
            return partitions.stream()
                    .flatMap(one -> records.records(one).stream())
                    .toList();
        }

        /**
         * Returns since when the topics tell everything: where the oldest records of a partition are gone already, only what is
         * younger than its first one left.
         *
         * @param now where such a partition has nothing left
         */
        Instant completeSince(Instant now) {
            var truncated = partitions.stream()
                    .filter(one -> beginnings.getOrDefault(one, 0L) > 0)
                    .toList();
            var latest = Instant.EPOCH;
            for (var partition : truncated) {
                var first = timeOfFirst(partition, now);
                latest = first.isAfter(latest) ? first : latest;
            }
            return latest;
        }

        /** Reads it: asked for the first record of any time, a broker finds none where records before it were deleted. */
        private Instant timeOfFirst(TopicPartition partition, Instant otherwise) {
            var first = beginnings.getOrDefault(partition, 0L);
            consumer.pause(partitions);
            consumer.resume(List.of(partition));
            consumer.seek(partition, first);
            try {
                while (consumer.position(partition) < end(partition)) {
                    for (var entry : consumer.poll(POLL).records(partition)) {
                        return Instant.ofEpochMilli(entry.timestamp());
                    }
                }
                return otherwise;
            } finally {
                consumer.seek(partition, first);
                consumer.resume(partitions);
            }
        }

        private long end(TopicPartition partition) {
            return ends.getOrDefault(partition, 0L);
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
