package io.parley.ingest.replay;

import io.parley.contract.TenantId;
import io.parley.ingest.webhook.ArchivedEvents;
import io.parley.ingest.webhook.EventFilter;
import io.parley.ingest.webhook.RawEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** A tenant's archived events, read to be published again. Batches hold at most 500 events and about 8 MiB. */
@Repository
class StoredEvents {

    private static final String COLUMNS = """
            e.id, e.phone_number_id, e.subject, e.field, e.elements, e.received_at, e.disposition,
            b.record_key, b.traceparent, b.body
            """;

    private final JdbcClient jdbc;

    StoredEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<RawEvent> find(TenantId tenant, UUID id) {
        return jdbc.sql("select " + COLUMNS + """
                        from raw_webhook_event e join raw_webhook_body b using (tenant_id, id)
                        where e.tenant_id = :tenant and e.id = :id and e.elements is not null
                          and e.erased_at is null""")
                .param("tenant", tenant.value())
                .param("id", id)
                .query((row, number) -> ArchivedEvents.read(row, tenant))
                .optional();
    }

    /** Tells whether there was such an event, whose body is erased. */
    boolean isErased(TenantId tenant, UUID id) {
        return jdbc.sql("""
                        select exists (select 1 from raw_webhook_event
                          where tenant_id = :tenant and id = :id and erased_at is not null)""")
                .param("tenant", tenant.value())
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    long count(TenantId tenant, EventFilter filter) {
        return jdbc.sql("select count(*) from raw_webhook_event e where " + EventFilter.CONDITION
                        + " and e.erased_at is null")
                .param("tenant", tenant.value())
                .param("status", filter.statusName())
                .param("since", filter.sinceText())
                .param("until", filter.untilText())
                .query(Long.class)
                .single();
    }

    /** Returns the next events after {@code place}, oldest first. */
    List<RawEvent> after(TenantId tenant, EventFilter filter, Place place) {
        return jdbc.sql("select * from (select " + COLUMNS + """
                        , sum(octet_length(b.body)) over (order by e.received_at, e.id) as bytes
                        from (select e.* from raw_webhook_event e where
                        """ + EventFilter.CONDITION + """
                              and e.erased_at is null and (e.received_at, e.id) > (:at, :id)
                              order by e.received_at, e.id limit 500) as e
                        join raw_webhook_body b using (tenant_id, id)) as measured
                        where bytes <= 8388608 or bytes = octet_length(body)
                        order by received_at, id""")
                .param("tenant", tenant.value())
                .param("status", filter.statusName())
                .param("since", filter.sinceText())
                .param("until", filter.untilText())
                .param("at", place.at().atOffset(ZoneOffset.UTC))
                .param("id", place.id())
                .query((row, number) -> ArchivedEvents.read(row, tenant))
                .list();
    }

    /** Remembers that events which arrived while the webhook was off are to be applied now. */
    void enable(TenantId tenant, List<RawEvent> events) {
        jdbc.sql("""
                        update raw_webhook_event set disposition = 'ROUTED'
                        where tenant_id = :tenant and id = any (:ids) and disposition = 'DISABLED'""")
                .param("tenant", tenant.value())
                .param("ids", events.stream().map(RawEvent::id).toArray(UUID[]::new))
                .update();
    }

    /** Tells whether more than {@code many} events wait in the outbox. */
    boolean isBusy(int many) {
        return jdbc.sql("select count(*) > :many from (select from outbox limit :many + 1) as first")
                .param("many", many)
                .query(Boolean.class)
                .single();
    }

    /** The place of an event in the order of arrival. */
    record Place(Instant at, UUID id) {

        static final Place BEGINNING = new Place(Instant.EPOCH, new UUID(0, 0));

        static Place of(RawEvent event) {
            return new Place(event.receivedAt(), event.id());
        }
    }
}
