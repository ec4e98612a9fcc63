package io.parley.ingest.receive;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contract.TenantId;
import io.parley.ingest.webhook.RawEvent;
import io.parley.kit.event.Event;
import io.parley.kit.outbox.Outbox;
import io.parley.kit.tenant.TenantContext;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The way through the database while the broker is away: events wait in the outbox, from which the relay publishes them
 * in order. It stays open until the outbox is empty, so that nothing overtakes what waits there; it is also open at the
 * start, until it is known that a former run left nothing. Thread-safe.
 */
@Component
class Detour {

    private static final Logger log = LoggerFactory.getLogger(Detour.class);

    /** Owns, in the outbox alone, what belongs to no tenant. */
    private static final TenantId OPERATOR = new TenantId(new UUID(0, 0));

    private final Outbox outbox;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
    private volatile boolean open = true;

    Detour(Outbox outbox, JdbcClient jdbc, TransactionTemplate transactions, MeterRegistry metrics) {
        this.outbox = outbox;
        this.jdbc = jdbc;
        this.transactions = transactions;
        metrics.gauge("parley.ingest.receive.detour", this, detour -> detour.open ? 1 : 0);
    }

    /** What became of events that were sent this way. */
    enum Outcome {
        STORED,
        NOT_STORED,
        CLOSED
    }

    boolean isOpen() {
        return open;
    }

    void open() {
        if (!open) {
            open = true;
            log.warn("the broker does not acknowledge, webhooks go to the outbox");
        }
    }

    /** Stores all of {@code events} or none. */
    Outcome take(List<RawEvent> events) {
        gate.readLock().lock();
        try {
            if (!open) {
                return Outcome.CLOSED;
            }
            store(events);
            return Outcome.STORED;
        } catch (DataAccessException | TransactionException e) {
            log.warn("a webhook could not be stored: {}", e.getClass().getSimpleName());
            return Outcome.NOT_STORED;
        } finally {
            gate.readLock().unlock();
        }
    }

    /** Closes the detour where nothing waits any more. */
    void closeIfEmpty() {
        if (somethingWaits()) {
            return;
        }
        gate.writeLock().lock();
        try {
            if (open && !somethingWaits()) {
                open = false;
                log.info("nothing waits in the outbox, webhooks go to the broker");
            }
        } finally {
            gate.writeLock().unlock();
        }
    }

    private boolean somethingWaits() {
        return jdbc.sql("select exists (select from outbox)")
                .query(Boolean.class)
                .single();
    }

    private void store(List<RawEvent> events) {
        var rows = events.stream().map(RawEvent::toEvent).map(Detour::owned).toList();
        var tenants =
                rows.stream().map(row -> Objects.requireNonNull(row.tenant())).collect(Collectors.toSet());
        TenantContext.run(tenants, () -> transactions.executeWithoutResult(status -> outbox.add(rows)));
    }

    private static Event owned(Event event) {
        return event.tenant() != null
                ? event
                : new Event(event.topic(), event.key(), OPERATOR, event.headers(), event.payload());
    }
}
