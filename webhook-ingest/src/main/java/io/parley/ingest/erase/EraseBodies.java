package io.parley.ingest.erase;

import io.parley.contract.ErasureRequested;
import io.parley.contract.TenantId;
import io.parley.ingest.webhook.ErasedEvents;
import io.parley.ingest.webhook.Spellings;
import io.parley.kit.erasure.ErasureTally;
import io.parley.kit.event.Event;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Destroys the bodies of one customer, a batch in each transaction. What is destroyed is not found again, so a crash in
 * between costs nothing but the look at what is left.
 */
@Component
class EraseBodies {

    private static final String SERVICE = "webhook-ingest";
    private static final int BATCH = 500;
    private static final UUID FIRST = new UUID(0, 0);

    private final BodiesOfCustomer bodies;
    private final ErasedEvents erasedEvents;
    private final ErasureTally tally;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    EraseBodies(
            BodiesOfCustomer bodies,
            ErasedEvents erasedEvents,
            ErasureTally tally,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Clock clock) {
        this.bodies = bodies;
        this.erasedEvents = erasedEvents;
        this.tally = tally;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Returns the event that says it is done. */
    Event erase(TenantId tenant, ErasureRequested request) {
        var spellings = Spellings.of(request.addresses());
        transactions.executeWithoutResult(status -> {
            erasedEvents.refuse(tenant, spellings, request.at());
            tally.add(tenant, request.erasureId(), "webhooks", 0);
        });
        eraseOwn(tenant, request, spellings);
        eraseShared(tenant, request, spellings);
        return transactions.execute(status -> conclude(tenant, request));
    }

    private void eraseOwn(TenantId tenant, ErasureRequested request, Collection<String> spellings) {
        List<String> subjects = transactions.execute(status -> bodies.subjects(tenant));
        var keys = subjects.stream()
                .flatMap(subject -> spellings.stream().map(spelling -> subject + ":" + spelling))
                .toList();
        while (Boolean.TRUE.equals(transactions.execute(status -> {
            var some = bodies.ofKeys(tenant, keys, request.at(), BATCH);
            return wipe(tenant, request, some) == BATCH;
        }))) {
            // the next ones
        }
    }

    private void eraseShared(TenantId tenant, ErasureRequested request, Collection<String> spellings) {
        var place = FIRST;
        while (true) {
            var from = place;
            List<BodiesOfCustomer.Shared> looked = transactions.execute(status -> {
                var some = bodies.shared(tenant, spellings, request.at(), from, BATCH);
                var named = some.stream()
                        .filter(BodiesOfCustomer.Shared::named)
                        .map(BodiesOfCustomer.Shared::id)
                        .toList();
                wipe(tenant, request, named);
                return some;
            });
            if (looked.size() < BATCH) {
                return;
            }
            place = looked.getLast().id();
        }
    }

    private int wipe(TenantId tenant, ErasureRequested request, List<UUID> ids) {
        if (!ids.isEmpty()) {
            tally.add(tenant, request.erasureId(), "webhooks", erasedEvents.wipe(tenant, ids));
        }
        return ids.size();
    }

    private Event conclude(TenantId tenant, ErasureRequested request) {
        var doneAt = jdbc.sql("""
                        insert into erasure as e (tenant_id, id, completed_at) values (?, ?, ?::timestamptz)
                        on conflict (tenant_id, id) do update set completed_at = e.completed_at
                        returning completed_at""")
                .param(tenant.value())
                .param(request.erasureId())
                .param(clock.instant().truncatedTo(ChronoUnit.MICROS).toString())
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
        return tally.answer(tenant, request.erasureId(), SERVICE, doneAt);
    }
}
