package io.parley.ingest.replay;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.ingest.registry.ConnectedTenant;
import io.parley.ingest.registry.Directory;
import io.parley.ingest.registry.NumbersConnected;
import io.parley.ingest.registry.Registry;
import io.parley.ingest.webhook.ArchivedEvents;
import io.parley.ingest.webhook.RawEvent;
import io.parley.ingest.webhook.UnroutedKept;
import io.parley.kit.outbox.Outbox;
import io.parley.kit.tenant.TenantContext;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives unrouted events to the tenant that has connected their number: they move into its archive and are published for
 * it, in their order and once, however many instances try. It looks when a number becomes known and when an unrouted
 * event has been archived, so that neither can miss the other.
 */
@Component
class Adoption {

    private static final Logger log = LoggerFactory.getLogger(Adoption.class);

    private final UnroutedEvents unrouted;
    private final ArchivedEvents archive;
    private final Registry registry;
    private final Outbox outbox;
    private final TransactionTemplate transactions;
    private final MeterRegistry metrics;
    private final Set<String> due = ConcurrentHashMap.newKeySet();

    Adoption(
            UnroutedEvents unrouted,
            ArchivedEvents archive,
            Registry registry,
            Outbox outbox,
            TransactionTemplate transactions,
            MeterRegistry metrics) {
        this.unrouted = unrouted;
        this.archive = archive;
        this.registry = registry;
        this.outbox = outbox;
        this.transactions = transactions;
        this.metrics = metrics;
    }

    @EventListener
    void on(NumbersConnected connected) {
        due.addAll(connected.numbers());
        due.addAll(connected.accounts());
    }

    @EventListener
    void on(UnroutedKept kept) {
        registry.directory()
                .ifPresent(directory -> kept.subjects().stream()
                        .filter(subject -> directory.ownerOfNumber(subject).isPresent()
                                || directory.ownerOfAccount(subject).isPresent())
                        .forEach(due::add));
    }

    /** Adopts what is due; what fails stays due. */
    @Scheduled(fixedDelay = 200)
    void adoptWhatIsDue() {
        var directory = registry.directory();
        if (due.isEmpty() || directory.isEmpty()) {
            return;
        }
        var subjects = new HashSet<>(due);
        due.removeAll(subjects);
        try {
            adopt(subjects, directory.get());
        } catch (DataAccessException | TransactionException e) {
            due.addAll(subjects);
            log.warn("unrouted webhooks wait on: {}", e.getClass().getSimpleName());
        }
    }

    private void adopt(Collection<String> subjects, Directory directory) {
        var waiting = Objects.requireNonNullElse(
                transactions.execute(status -> unrouted.waiting(subjects)), List.<UnroutedEvents.Subject>of());
        for (var subject : waiting) {
            ownerOf(subject, directory).ifPresent(owner -> {
                var count = adopt(subject, owner);
                log.info("tenant {} has connected a number, {} unrouted webhooks are now its own", owner.id(), count);
                metrics.counter("parley.ingest.replay.adopted").increment(count);
            });
        }
    }

    private int adopt(UnroutedEvents.Subject subject, ConnectedTenant owner) {
        var count = 0;
        while (true) {
            var moved = TenantContext.call(owner.id(), () -> transactions.execute(status -> move(subject, owner)));
            if (moved == null || moved == 0) {
                return count;
            }
            count += moved;
        }
    }

    private int move(UnroutedEvents.Subject subject, ConnectedTenant owner) {
        var events = unrouted.take(subject).stream()
                .map(event -> event.ownedBy(owner.id(), owner.enabled()))
                .toList();
        archive.add(events);
        outbox.add(events.stream().map(RawEvent::toEvent).toList());
        return events.size();
    }

    private static Optional<ConnectedTenant> ownerOf(UnroutedEvents.Subject subject, Directory directory) {
        return subject.isNumber() ? directory.ownerOfNumber(subject.id()) : directory.ownerOfAccount(subject.id());
    }
}
