package io.parley.realtime.feed;

import io.parley.contract.EventHeaders;
import io.parley.contract.TenantId;
import io.parley.kit.event.Records;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Finds what a listener has missed, in the topics themselves: from its cursor to where it began to listen. So any
 * instance can, and what is told live goes on from exactly there.
 */
public final class Replays {

    private static final Logger log = LoggerFactory.getLogger(Replays.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int FRUITLESS_POLLS = 50;
    private static final int AT_A_TIME = 4;

    private final ConsumerFactory<String, byte[]> consumers;
    private final Feed feed;
    private final Cursors cursors;
    private final Told told;
    private final FeedProperties properties;
    private final Semaphore places = new Semaphore(AT_A_TIME, true);

    Replays(
            ConsumerFactory<String, byte[]> consumers,
            Feed feed,
            Cursors cursors,
            Told told,
            FeedProperties properties) {
        this.consumers = consumers;
        this.feed = feed;
        this.cursors = cursors;
        this.told = told;
        this.properties = properties;
    }

    /**
     * Returns what {@code tenant} was told after {@code since}, a cursor or a time, until {@code begin} has added a
     * listener. Blocks while it looks.
     */
    public Missed since(TenantId tenant, String since, Runnable begin) {
        var until = feed.from(begin);
        var time = Cursors.time(since);
        var from = feed.read(tenant, since);
        if (time.isEmpty() && from.isEmpty()) {
            return new Missed.TooMuch();
        }
        places.acquireUninterruptibly();
        try (var consumer = consumers.createConsumer()) {
            var start = time.isPresent() ? at(consumer, time.get(), until) : from;
            return start.isEmpty() ? new Missed.TooMuch() : scan(consumer, tenant, start.get(), until, time);
        } catch (KafkaException e) {
            log.warn("what was missed cannot be looked up: {}", e.toString());
            return new Missed.TooMuch();
        } finally {
            places.release();
        }
    }

    /** The positions of a time; empty where records of that time may be gone. */
    private static Optional<Positions> at(Consumer<String, byte[]> consumer, Instant time, Positions until) {
        var partitions = until.partitions();
        var asked = new HashMap<TopicPartition, Long>();
        partitions.forEach(partition -> asked.put(partition, time.toEpochMilli() + 1));
        var found = consumer.offsetsForTimes(asked);
        var first = consumer.beginningOffsets(partitions);
        var start = until.copy();
        for (var partition : partitions) {
            var place = found.get(partition);
            if (place == null) {
                continue;
            }
            if (place.offset() == first.getOrDefault(partition, 0L) && place.offset() > 0) {
                return Optional.empty();
            }
            start.set(partition, Math.min(place.offset(), until.get(partition)));
        }
        return Optional.of(start);
    }

    private Missed scan(
            Consumer<String, byte[]> consumer,
            TenantId tenant,
            Positions from,
            Positions until,
            Optional<Instant> after) {
        var behind = until.partitions().stream()
                .filter(partition -> from.get(partition) != until.get(partition))
                .toList();
        var distance = behind.stream()
                .mapToLong(partition -> until.get(partition) - from.get(partition))
                .sum();
        var gone = consumer.beginningOffsets(behind).entrySet().stream()
                .anyMatch(first -> first.getValue() > from.get(first.getKey()));
        var ahead = behind.stream().anyMatch(partition -> from.get(partition) > until.get(partition));
        if (gone || ahead || distance > properties.scanLimit()) {
            return new Missed.TooMuch();
        }
        var records = read(consumer, behind, tenant, from, until);
        if (records.size() > properties.replayLimit()) {
            return new Missed.TooMuch();
        }
        return new Missed.Events(told(
                tenant,
                records.stream()
                        .filter(entry -> after.isEmpty()
                                || entry.timestamp() > after.get().toEpochMilli())
                        .toList(),
                from.copy()));
    }

    /** Returns the tenant's records, one more than may be missed at most. */
    private List<ConsumerRecord<String, byte[]>> read(
            Consumer<String, byte[]> consumer,
            List<TopicPartition> behind,
            TenantId tenant,
            Positions from,
            Positions until) {
        var found = new ArrayList<ConsumerRecord<String, byte[]>>();
        consumer.assign(behind);
        behind.forEach(partition -> consumer.seek(partition, from.get(partition)));
        var open = new HashSet<>(behind);
        for (var fruitless = 0; !open.isEmpty() && found.size() <= properties.replayLimit(); ) {
            var records = consumer.poll(POLL);
            fruitless = records.isEmpty() ? fruitless + 1 : 0;
            if (fruitless > FRUITLESS_POLLS) {
                throw new KafkaException("no records for too long");
            }
            records.forEach(entry -> {
                var partition = new TopicPartition(entry.topic(), entry.partition());
                if (entry.offset() < until.get(partition) && isOf(tenant, entry)) {
                    found.add(entry);
                }
            });
            open.removeIf(partition -> consumer.position(partition) >= until.get(partition));
            consumer.pause(behind.stream().filter(one -> !open.contains(one)).toList());
        }
        return found;
    }

    private static boolean isOf(TenantId tenant, ConsumerRecord<?, ?> entry) {
        return Records.header(entry, EventHeaders.TENANT_ID)
                .filter(tenant.toString()::equals)
                .isPresent();
    }

    /** In the order of their times, those of one partition in theirs. */
    private List<FeedEvent> told(TenantId tenant, List<ConsumerRecord<String, byte[]>> records, Positions heard) {
        var latest = new HashMap<TopicPartition, Long>();
        var times = new HashMap<ConsumerRecord<?, ?>, Long>();
        records.forEach(entry -> {
            var partition = new TopicPartition(entry.topic(), entry.partition());
            var time = Math.max(latest.getOrDefault(partition, 0L), entry.timestamp());
            latest.put(partition, time);
            times.put(entry, time);
        });
        var events = new ArrayList<FeedEvent>();
        records.stream()
                .sorted((one, other) -> Long.compare(times.getOrDefault(one, 0L), times.getOrDefault(other, 0L)))
                .forEach(entry -> {
                    heard.set(new TopicPartition(entry.topic(), entry.partition()), entry.offset() + 1);
                    event(entry).ifPresent(event -> events.add(event.at(cursors.of(tenant, heard))));
                });
        return events;
    }

    private Optional<FeedEvent> event(ConsumerRecord<String, byte[]> entry) {
        try {
            return told.isFirst(Translation.idOf(entry), entry) ? Translation.of(entry) : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty(); // counted and logged when it came
        }
    }
}
