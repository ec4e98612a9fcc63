package io.parley.conversation;

import io.parley.contract.Topics;
import io.parley.testkit.Infrastructure;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sees what the service does not show: its tables without row-level security, and how far it has read. */
final class Operator {

    private static final String GROUP = "conversation-service.project";
    private static final List<String> MESSAGE_TOPICS = List.of(
            Topics.MESSAGE_RECEIVED,
            Topics.MESSAGE_QUEUED,
            Topics.MESSAGE_SENT,
            Topics.MESSAGE_MIRRORED,
            Topics.MESSAGE_CHANGED,
            Topics.STATUS_CHANGED);

    private Operator() {}

    /** Connects as a superuser with the service's tables before all others. */
    static JdbcClient database() {
        var url = URI.create(Infrastructure.shared().databaseUrl());
        var user = url.getUserInfo().split(":", 2);
        var source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath()
                + "?currentSchema=conversation&options=-c%20session_replication_role=replica");
        source.setUser(user[0]);
        source.setPassword(user[1]);
        return JdbcClient.create(source);
    }

    /** Tells whether everything in the message topics has been applied. */
    static boolean messagesAreApplied() {
        try (var admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                Infrastructure.shared().bootstrapServers()))) {
            var done = admin.listConsumerGroupOffsets(GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            var latest = admin.describeTopics(MESSAGE_TOPICS).allTopicNames().get().values().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
            var ends = admin.listOffsets(latest).all().get();
            return ends.entrySet().stream().allMatch(end -> {
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
