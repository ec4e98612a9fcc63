package io.parley.kit.outbox;

import io.parley.kit.event.EventPublisher;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Gives a service an outbox where {@code parley.outbox.enabled} is set; its table comes from {@code db/outbox}. */
@AutoConfiguration(after = JdbcClientAutoConfiguration.class)
@ConditionalOnBooleanProperty("parley.outbox.enabled")
class OutboxConfiguration {

    @Bean
    OutboxRelay outboxRelay(DataSource dataSource, EventPublisher publisher) {
        return new OutboxRelay(dataSource, publisher);
    }

    @Bean
    Outbox outbox(JdbcClient jdbc, OutboxRelay relay, Clock clock) {
        return new Outbox(jdbc, relay, clock);
    }
}
