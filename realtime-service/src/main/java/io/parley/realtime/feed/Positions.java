package io.parley.realtime.feed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/** How far each partition of the feed has been read: for each topic, the offset after the last record. */
final class Positions {

    private static final int RADIX = 36;

    private final Map<String, long[]> topics;

    private Positions(Map<String, long[]> topics) {
        this.topics = topics;
    }

    static Positions of(Map<TopicPartition, Long> offsets) {
        var topics = new TreeMap<String, long[]>();
        offsets.forEach((partition, offset) -> {
            var before = topics.getOrDefault(partition.topic(), new long[0]);
            var longer = Arrays.copyOf(before, Math.max(before.length, partition.partition() + 1));
            longer[partition.partition()] = offset;
            topics.put(partition.topic(), longer);
        });
        return new Positions(topics);
    }

    /** Reads what {@link #text} wrote, in the shape of this; empty where it is of another shape. */
    Optional<Positions> read(String text) {
        var parts = text.split("~", -1);
        if (parts.length != topics.size()) {
            return Optional.empty();
        }
        var read = new TreeMap<String, long[]>();
        var part = 0;
        for (var topic : topics.entrySet()) {
            var offsets = Arrays.stream(parts[part++].split("\\."))
                    .mapToLong(offset -> Long.parseLong(offset, RADIX))
                    .toArray();
            if (offsets.length > topic.getValue().length) {
                return Optional.empty();
            }
            read.put(topic.getKey(), Arrays.copyOf(offsets, topic.getValue().length)); // new partitions begin at 0
        }
        return Optional.of(new Positions(read));
    }

    String text() {
        return topics.values().stream()
                .map(offsets -> Arrays.stream(offsets)
                        .mapToObj(offset -> Long.toString(offset, RADIX))
                        .collect(Collectors.joining(".")))
                .collect(Collectors.joining("~"));
    }

    Positions copy() {
        var copy = new TreeMap<String, long[]>();
        topics.forEach((topic, offsets) -> copy.put(topic, offsets.clone()));
        return new Positions(copy);
    }

    long get(TopicPartition partition) {
        return offsetsOf(partition)[partition.partition()];
    }

    void set(TopicPartition partition, long offset) {
        offsetsOf(partition)[partition.partition()] = offset;
    }

    boolean holds(String topic) {
        return topics.containsKey(topic);
    }

    List<TopicPartition> partitions() {
        var all = new ArrayList<TopicPartition>();
        topics.forEach((topic, offsets) ->
                IntStream.range(0, offsets.length).forEach(partition -> all.add(new TopicPartition(topic, partition))));
        return all;
    }

    private long[] offsetsOf(TopicPartition partition) {
        return topics.getOrDefault(partition.topic(), new long[0]);
    }
}
