package io.parley.ingest.archive;

import io.parley.contract.Disposition;
import io.parley.contract.TenantId;
import io.parley.contract.Topics;
import io.parley.ingest.webhook.ArchivedEvents;
import io.parley.ingest.webhook.ErasedEvents;
import io.parley.ingest.webhook.RawEvent;
import io.parley.ingest.webhook.Route;
import io.parley.ingest.webhook.UnroutedKept;
import io.parley.kit.event.RecordBatches;
import io.parley.kit.tenant.TenantContext;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Archives raw events, a batch in one transaction. A record that comes again, by redelivery or replay, is known. */
@Component
class ArchiveListener {

    private static final Logger log = LoggerFactory.getLogger(ArchiveListener.class);

    private final RecordBatches batches;
    private final ArchivedEvents archive;
    private final ErasedEvents erased;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher announcements;

    ArchiveListener(
            RecordBatches batches,
            ArchivedEvents archive,
            ErasedEvents erased,
            TransactionTemplate transactions,
            ApplicationEventPublisher announcements) {
        this.batches = batches;
        this.archive = archive;
        this.erased = erased;
        this.transactions = transactions;
        this.announcements = announcements;
    }

    @KafkaListener(topics = Topics.RAW_WEBHOOK, groupId = "webhook-ingest.archive")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        batches.apply(records, this::archive);
    }

    private void archive(List<ConsumerRecord<String, byte[]>> records) {
        var events = new LinkedHashMap<UUID, RawEvent>();
        records.forEach(entry -> {
            var event = RawEvent.of(entry);
            events.putIfAbsent(event.id(), event);
        });
        TenantContext.run(
                tenantsOf(events.values()), () -> transactions.executeWithoutResult(status -> store(events.values())));
        tellOf(events.values());
    }

    private void store(Collection<RawEvent> events) {
        var owned = events.stream().filter(ArchiveListener::isOfTenant).toList();
        archive.add(owned);
        erased.wipeLate(owned);
        archive.addForOperator(
                events.stream().filter(event -> !isOfTenant(event)).toList());
    }

    private void tellOf(Collection<RawEvent> events) {
        var unrouted = subjectsOf(events, Disposition.UNROUTED);
        var unparseable = subjectsOf(events, Disposition.UNPARSEABLE);
        if (!unrouted.isEmpty() || !unparseable.isEmpty()) {
            log.warn(
                    "kept for the operator: webhooks of {} unknown numbers or accounts, {} that cannot be read",
                    unrouted.size(),
                    unparseable.size());
        }
        if (!unrouted.isEmpty()) {
            announcements.publishEvent(new UnroutedKept(unrouted));
        }
    }

    private static Set<String> subjectsOf(Collection<RawEvent> events, Disposition disposition) {
        return events.stream()
                .map(RawEvent::route)
                .filter(route -> route.disposition() == disposition)
                .map(Route::subject)
                .collect(Collectors.toSet());
    }

    private static Set<TenantId> tenantsOf(Collection<RawEvent> events) {
        return events.stream()
                .map(event -> event.route().tenant())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static boolean isOfTenant(RawEvent event) {
        return event.route().tenant() != null;
    }
}
