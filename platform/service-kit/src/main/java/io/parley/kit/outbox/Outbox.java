package io.parley.kit.outbox;

import io.parley.kit.database.Columns;
import io.parley.kit.event.Event;
import io.parley.kit.json.Json;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Stores events in the transaction of the change that they report. They reach Kafka if and only if it commits, at least
 * once, in the order in which they were added.
 */
public class Outbox {

    private final JdbcClient jdbc;
    private final OutboxRelay relay;
    private final Clock clock;

    Outbox(JdbcClient jdbc, OutboxRelay relay, Clock clock) {
        this.jdbc = jdbc;
        this.relay = relay;
        this.clock = clock;
    }

    /** Adds one event, which must belong to a tenant. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(Event event) {
        add(List.of(event));
    }

    /** Adds events in one round trip; each must belong to a tenant. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(List<Event> events) {
        if (events.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into outbox (tenant_id, topic, record_key, headers, payload, created_at)
                        select tenant_id, topic, record_key, headers, payload, ?
                        from unnest(?::uuid[], ?::text[], ?::text[], ?::jsonb[], ?::bytea[]) with ordinality
                          as added (tenant_id, topic, record_key, headers, payload, place)
                        order by place""")
                .param(OffsetDateTime.now(clock).withOffsetSameInstant(ZoneOffset.UTC))
                .param(Columns.of(events, event -> Objects.requireNonNull(event.tenant())))
                .param(Columns.of(events, Event::topic))
                .param(Columns.of(events, Event::key))
                .param(Columns.of(events, event -> Json.events().writeValueAsString(event.headers())))
                .param(events.stream().map(Event::payload).toArray(byte[][]::new))
                .update();
        wakeRelayAfterCommit();
    }

    private void wakeRelayAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                relay.wake();
            }
        });
    }
}
