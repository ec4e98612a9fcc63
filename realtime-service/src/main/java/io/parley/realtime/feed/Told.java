package io.parley.realtime.feed;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Remembers where the latest events stood first, so that their repetitions are known as such. Thread-safe. */
final class Told {

    private final Map<String, Place> places;

    Told(int most) {
        this.places = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Place> eldest) {
                return size() > most;
            }
        };
    }

    /** Whether the event stands here for the first time, as far as is remembered. */
    synchronized boolean isFirst(String id, ConsumerRecord<?, ?> entry) {
        var here = new Place(new TopicPartition(entry.topic(), entry.partition()), entry.offset());
        var first = places.putIfAbsent(id, here);
        return first == null || first.equals(here);
    }

    private record Place(TopicPartition partition, long offset) {}
}
