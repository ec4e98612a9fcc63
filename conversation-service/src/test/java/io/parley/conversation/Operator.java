package io.parley.conversation;

import io.parley.contract.Topics;
import io.parley.testkit.Infrastructure;
import io.parley.testkit.Lag;
import java.net.URI;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sees what the service does not show: its tables without row-level security, and how far it has read. */
final class Operator {

    private static final String GROUP = "conversation-service.project";
    private static final String[] MESSAGE_TOPICS = {
        Topics.MESSAGE_RECEIVED,
        Topics.MESSAGE_QUEUED,
        Topics.MESSAGE_SENT,
        Topics.MESSAGE_MIRRORED,
        Topics.MESSAGE_CHANGED,
        Topics.STATUS_CHANGED
    };

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

    /** Waits until everything in the message topics has been applied. */
    static void awaitMessages() {
        Lag.awaitNone(GROUP, MESSAGE_TOPICS);
    }
}
