package io.parley.conversation;

import io.parley.testkit.Infrastructure;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sees what the service does not show: its tables without row-level security, and how far it has read. */
final class Operator {

    private static final String GROUP = "conversation-service.project";

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
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, Infrastructure.shared().bootstrapServers()))) {
            var done = admin.listConsumerGroupOffsets(GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            var ends = admin.listOffsets(done.keySet().stream()
                            .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest())))
                    .all()
                    .get();
            return ends.entrySet().stream()
                    .allMatch(end -> done.get(end.getKey()) != null
                            && done.get(end.getKey()).offset() >= end.getValue().offset());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
