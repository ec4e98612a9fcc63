package io.parley.testkit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/**
 * How far a consumer has come. An offset is committed last of all, so once nothing lags behind, whatever followed from the
 * records was written, and published as well, to whichever topic and partition.
 */
public final class Lag {

    private static final class Shared {
        static final Admin ADMIN = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                Infrastructure.shared().bootstrapServers()));
    }

    private Lag() {}

    /** Waits until {@code group} has come to the end of {@code topics}. */
    public static void awaitNone(String group, String... topics) {
        Awaitility.await(group + " has read everything").until(() -> of(group, topics) == 0);
    }

    /** Returns how many records of {@code topics} the group has not committed yet. */
    public static long of(String group, String... topics) {
        try {
            var partitions = Shared.ADMIN.describeTopics(List.of(topics)).allTopicNames().get().values().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .collect(Collectors.toMap(one -> one, one -> OffsetSpec.latest()));
            var ends = Shared.ADMIN.listOffsets(partitions).all().get();
            var committed = Shared.ADMIN
                    .listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return ends.entrySet().stream()
                    .mapToLong(end -> {
                        var at = committed.get(end.getKey());
                        return end.getValue().offset() - (at == null ? 0 : at.offset());
                    })
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
