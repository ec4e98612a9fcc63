package io.parley.ingest.replay;

import io.parley.contract.TenantId;
import io.parley.ingest.IngestError;
import io.parley.ingest.registry.ConnectedTenant;
import io.parley.ingest.registry.Registry;
import io.parley.ingest.replay.StoredEvents.Place;
import io.parley.ingest.webhook.EventFilter;
import io.parley.ingest.webhook.RawEvent;
import io.parley.kit.outbox.Outbox;
import io.parley.kit.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Publishes archived events again, with the ids that they had, in the order in which they came. Consumers know them as
 * repeats; those that were kept while the webhook was off are now for them to apply, if it is on.
 */
@Component
class ReplayEvents {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final StoredEvents events;
    private final Registry registry;
    private final Outbox outbox;
    private final TransactionTemplate transactions;
    private final ReplayProperties properties;
    private final Clock clock;

    ReplayEvents(
            StoredEvents events,
            Registry registry,
            Outbox outbox,
            TransactionTemplate transactions,
            ReplayProperties properties,
            Clock clock) {
        this.events = events;
        this.registry = registry;
        this.outbox = outbox;
        this.transactions = transactions;
        this.properties = properties;
        this.clock = clock;
    }

    /** Replays one event. */
    Replayed replay(TenantId tenant, UUID id) {
        transactions.executeWithoutResult(status -> {
            var event = events.find(tenant, id).orElseThrow(() -> missing(tenant, id));
            publish(tenant, List.of(event));
        });
        return new Replayed(1, 1, null);
    }

    private ProblemException missing(TenantId tenant, UUID id) {
        return events.isErased(tenant, id)
                ? ProblemException.of(
                        IngestError.WEBHOOK_BODY_ERASED,
                        "The event's body was erased together with the customer whom it was about")
                : ProblemException.notFound();
    }

    /** Counts what {@link #replay} would replay. */
    Replayed count(TenantId tenant, EventFilter filter) {
        var selected = transactions.execute(status -> events.count(tenant, filter));
        return new Replayed(selected, 0, null);
    }

    /** Replays what {@code filter} selects, for as long as one call may take. */
    Replayed replay(TenantId tenant, EventFilter filter) {
        var begun = clock.instant();
        var fixed = filter.until() == null ? new EventFilter(filter.status(), filter.since(), begun) : filter;
        var selected = count(tenant, fixed).selected();
        var deadline = System.nanoTime() + properties.longest().toNanos();
        var place = Place.BEGINNING;
        var replayed = 0L;
        while (true) {
            var from = place;
            var batch = transactions.execute(status -> {
                var next = events.after(tenant, fixed, from);
                publish(tenant, next);
                return next;
            });
            if (batch.isEmpty()) {
                return new Replayed(selected, replayed, null);
            }
            replayed += batch.size();
            place = Place.of(batch.getLast());
            if (!awaitRoom(deadline)) {
                return new Replayed(selected, replayed, place.at());
            }
        }
    }

    private void publish(TenantId tenant, List<RawEvent> batch) {
        var enabled = registry.directory()
                .flatMap(directory -> directory.tenant(tenant))
                .map(ConnectedTenant::enabled)
                .orElse(false);
        if (enabled) {
            events.enable(tenant, batch);
        }
        outbox.add(batch.stream()
                .map(event -> event.ownedBy(tenant, enabled).toEvent())
                .toList());
    }

    /** Waits until the relay has caught up; tells whether there is time left. */
    private boolean awaitRoom(long deadline) {
        while (System.nanoTime() < deadline) {
            if (!Boolean.TRUE.equals(transactions.execute(status -> events.isBusy(properties.waiting())))) {
                return true;
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }
}
