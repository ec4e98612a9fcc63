package io.parley.analytics;

import io.parley.analytics.fact.Told;
import io.parley.testkit.Infrastructure;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How far the service has read. */
final class Lag {

    private Lag() {}

    /** Tells whether everything in the topics has been counted. */
    static boolean isNone() {
        try (var admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                Infrastructure.shared().bootstrapServers()))) {
            var done = admin.listConsumerGroupOffsets("analytics-service.facts")
                    .partitionsToOffsetAndMetadata()
                    .get();
            var latest = admin.describeTopics(Told.TOPICS).allTopicNames().get().values().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
            return admin.listOffsets(latest).all().get().entrySet().stream().allMatch(end -> {
                var place = done.get(end.getKey());
                return (place == null ? 0 : place.offset()) >= end.getValue().offset();
            });
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
