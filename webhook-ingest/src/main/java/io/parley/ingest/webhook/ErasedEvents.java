package io.parley.ingest.webhook;

import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import io.parley.kit.erasure.ErasedTraces;
import io.parley.kit.erasure.ErasedTraces.Trace;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Destroys bodies. Their rows in the ledger stay, with the counts of what became of them. Needs a transaction. */
@Repository
public class ErasedEvents {

    private final JdbcClient jdbc;
    private final ErasedTraces traces;

    ErasedEvents(JdbcClient jdbc, ErasedTraces traces) {
        this.jdbc = jdbc;
        this.traces = traces;
    }

    /** Remembers that what was received of customers with these spellings until {@code at} is not kept. */
    public void refuse(TenantId tenant, Collection<String> spellings, Instant at) {
        traces.keep(spellings.stream().map(one -> Trace.ofName(tenant, one)).toList(), at);
    }

    /** Destroys those of {@code events}, just archived, that were received before their customer was erased. */
    public void wipeLate(Collection<RawEvent> events) {
        var owned =
                events.stream().filter(event -> event.route().tenant() != null).toList();
        var known = traces.find(owned.stream().map(ErasedEvents::traceOf).toList());
        if (known.isEmpty()) {
            return;
        }
        Map<TenantId, List<UUID>> late = new HashMap<>();
        for (var event : owned) {
            var trace = traceOf(event);
            if (known.at(trace).filter(at -> !event.receivedAt().isAfter(at)).isPresent()) {
                late.merge(
                        trace.tenant(),
                        List.of(event.id()),
                        (some, more) ->
                                Stream.concat(some.stream(), more.stream()).toList());
            }
        }
        late.forEach((tenant, ids) -> wipe(tenant, ids));
    }

    /** Destroys the bodies of events and the ids in what is said of them; returns how many there were. */
    public int wipe(TenantId tenant, List<UUID> ids) {
        var columns = Columns.of(ids, id -> id);
        jdbc.sql("""
                        update raw_webhook_event
                        set erased_at = coalesce(erased_at, now()), outcomes = outcomes_without_ids(outcomes)
                        where tenant_id = ? and id = any (?::uuid[])""").param(tenant.value()).param(columns).update();
        return jdbc.sql("""
                        update raw_webhook_body
                        set body = '', shared = false, record_key = split_part(record_key, ':', 1) || ':'
                        where tenant_id = ? and id = any (?::uuid[])""").param(tenant.value()).param(columns).update();
    }

    private static Trace traceOf(RawEvent event) {
        var key = event.route().key();
        return Trace.ofName(Objects.requireNonNull(event.route().tenant()), key.substring(key.indexOf(':') + 1));
    }
}
