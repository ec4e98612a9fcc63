package io.parley.ingest.webhook;

import io.parley.contract.Disposition;
import io.parley.contract.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Every raw event that was published, with its body. Adding one again changes nothing. Needs a transaction. */
@Repository
public class ArchivedEvents {

    private static final Comparator<RawEvent> IN_KEY_ORDER = Comparator.comparing(
                    (RawEvent event) -> ownerOf(event).toString())
            .thenComparing(event -> event.id().toString());

    private final JdbcClient jdbc;

    ArchivedEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds events that belong to tenants; each id may occur once. */
    public void add(List<RawEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        var ordered = events.stream().sorted(IN_KEY_ORDER).toList();
        addEvents(ordered);
        addBodies(ordered);
    }

    /** Adds events that belong to no tenant. */
    public void addForOperator(List<RawEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into operator_webhook (id, disposition, phone_number_id, subject, record_key, field,
                          elements, received_at, traceparent, body)
                        select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                          ?::int[], ?::timestamptz[], ?::text[], ?::bytea[])
                        on conflict do nothing""")
                .param(texts(events, RawEvent::id))
                .param(texts(events, event -> event.route().disposition()))
                .param(texts(events, event -> event.route().phoneNumberId()))
                .param(texts(events, event -> event.route().subject()))
                .param(texts(events, event -> event.route().key()))
                .param(texts(events, event -> event.content().field()))
                .param(texts(events, event -> event.content().elements()))
                .param(texts(events, RawEvent::receivedAt))
                .param(texts(events, RawEvent::traceparent))
                .param(bodies(events))
                .update();
    }

    /** Reads an event from a row that names its columns as the tables do. */
    public static RawEvent read(ResultSet row, @Nullable TenantId tenant) throws SQLException {
        var route = new Route(
                Disposition.valueOf(row.getString("disposition")),
                tenant,
                row.getString("phone_number_id"),
                row.getString("subject"),
                row.getString("record_key"));
        var content = new Content(row.getString("field"), row.getInt("elements"), row.getBytes("body"));
        return new RawEvent(
                row.getObject("id", UUID.class),
                route,
                content,
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getString("traceparent"));
    }

    private void addEvents(List<RawEvent> events) {
        jdbc.sql("""
                        insert into raw_webhook_event
                          (tenant_id, id, phone_number_id, subject, field, received_at, disposition, elements)
                        select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[],
                          ?::timestamptz[], ?::text[], ?::int[])
                        on conflict (tenant_id, id) do update
                        set phone_number_id = excluded.phone_number_id, subject = excluded.subject,
                          field = excluded.field, received_at = excluded.received_at,
                          disposition = excluded.disposition, elements = excluded.elements
                        where raw_webhook_event.elements is null""")
                .param(texts(events, ArchivedEvents::ownerOf))
                .param(texts(events, RawEvent::id))
                .param(texts(events, event -> event.route().phoneNumberId()))
                .param(texts(events, event -> event.route().subject()))
                .param(texts(events, event -> event.content().field()))
                .param(texts(events, RawEvent::receivedAt))
                .param(texts(events, event -> event.route().disposition()))
                .param(texts(events, event -> event.content().elements()))
                .update();
    }

    private void addBodies(List<RawEvent> events) {
        jdbc.sql("""
                        insert into raw_webhook_body (tenant_id, id, record_key, traceparent, body, shared)
                        select *, record_key !~ ':([0-9]{7,15}|[A-Z]{2}\\.(ENT\\.)?[A-Za-z0-9]{1,128})$'
                        from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::bytea[])
                          as new (tenant_id, id, record_key, traceparent, body)
                        on conflict do nothing""")
                .param(texts(events, ArchivedEvents::ownerOf))
                .param(texts(events, RawEvent::id))
                .param(texts(events, event -> event.route().key()))
                .param(texts(events, RawEvent::traceparent))
                .param(bodies(events))
                .update();
    }

    private static TenantId ownerOf(RawEvent event) {
        return Objects.requireNonNull(event.route().tenant());
    }

    private static @Nullable String[] texts(List<RawEvent> events, Function<RawEvent, @Nullable Object> column) {
        var texts = new @Nullable String[events.size()];
        for (var i = 0; i < texts.length; i++) {
            var value = column.apply(events.get(i));
            texts[i] = value == null ? null : value.toString();
        }
        return texts;
    }

    private static byte[][] bodies(List<RawEvent> events) {
        return events.stream().map(event -> event.content().body()).toArray(byte[][]::new);
    }
}
