package io.parley.messaging.message;

import io.parley.contract.MessageError;
import io.parley.contract.MessageStatus;
import io.parley.contract.StatusChanged;
import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import io.parley.kit.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of {@link Statuses}: one statement for a batch each. */
@Repository
class StatusStore {

    private final JdbcClient jdbc;

    StatusStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An outbound message as far as its delivery goes. */
    record Outbound(
            TenantId tenant,
            UUID id,
            UUID conversationId,
            String phoneNumberId,
            @Nullable String wamid,
            MessageStatus status,
            @Nullable MessageError error) {}

    /** A report that is already kept. */
    record Stored(
            UUID rawEvent, boolean messageKnown, @Nullable StatusChanged moved) {}

    /** Returns the messages that the reports name, locked in the order of their ids so that batches do not deadlock. */
    List<Outbound> lock(List<StatusReport> reports) {
        var ours = reports.stream().filter(one -> one.messageId().isPresent()).toList();
        return jdbc.sql("""
                        select tenant_id, id, conversation_id, phone_number_id, wamid, status, error
                        from message join (
                          select m.tenant_id, m.id
                          from unnest(?::uuid[], ?::text[], ?::text[]) as named (tenant_id, phone_number_id, wamid)
                          join message m using (tenant_id, phone_number_id, wamid)
                          union
                          select * from unnest(?::uuid[], ?::uuid[])
                        ) as wanted (tenant_id, id) using (tenant_id, id)
                        where direction = 'OUTBOUND'
                        order by tenant_id, id
                        for update of message""")
                .param(Columns.of(reports, one -> one.key().tenant()))
                .param(Columns.of(reports, one -> one.key().phoneNumberId()))
                .param(Columns.of(reports, one -> one.key().wamid()))
                .param(Columns.of(ours, one -> one.key().tenant()))
                .param(Columns.of(ours, one -> one.messageId().orElseThrow()))
                .query((row, number) -> outbound(row))
                .list();
    }

    /** Returns those reports that are already kept. */
    Map<StatusReport.Key, Stored> find(List<StatusReport> reports) {
        var found = new HashMap<StatusReport.Key, Stored>();
        jdbc.sql("""
                        select s.*, m.id, m.conversation_id
                        from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[])
                          as wanted (tenant_id, phone_number_id, wamid, status, recipient)
                        join message_status s using (tenant_id, phone_number_id, wamid, status, recipient)
                        left join message m using (tenant_id, phone_number_id, wamid)""")
                .param(Columns.of(reports, one -> one.key().tenant()))
                .param(Columns.of(reports, one -> one.key().phoneNumberId()))
                .param(Columns.of(reports, one -> one.key().wamid()))
                .param(Columns.of(reports, one -> one.key().word()))
                .param(Columns.of(reports, one -> one.key().recipient()))
                .query((row, number) -> found.put(keyOf(row), stored(row)))
                .list();
        return found;
    }

    /** Keeps reports, with how each moved its message. */
    void save(Map<StatusReport, Optional<StatusChanged>> fresh, Instant now) {
        if (fresh.isEmpty()) {
            return;
        }
        Collection<StatusReport> reports = fresh.keySet();
        Collection<Optional<StatusChanged>> moves = fresh.values();
        jdbc.sql("""
                        insert into message_status (tenant_id, phone_number_id, wamid, status, recipient, at, error,
                          pricing, callback_data, source_event, participant, moved_from, moved_to, received_at)
                        select *, ?::timestamptz from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[],
                          ?::timestamptz[], ?::jsonb[], ?::jsonb[], ?::text[], ?::uuid[], ?::boolean[], ?::text[], ?::text[])
                        on conflict do nothing""")
                .param(now.toString())
                .param(Columns.of(reports, one -> one.key().tenant()))
                .param(Columns.of(reports, one -> one.key().phoneNumberId()))
                .param(Columns.of(reports, one -> one.key().wamid()))
                .param(Columns.of(reports, one -> one.key().word()))
                .param(Columns.of(reports, one -> one.key().recipient()))
                .param(Columns.of(reports, StatusReport::at))
                .param(Columns.of(reports, one -> json(one.error())))
                .param(Columns.of(reports, StatusReport::pricing))
                .param(Columns.of(reports, StatusReport::callbackData))
                .param(Columns.of(reports, StatusReport::rawEvent))
                .param(Columns.of(reports, StatusReport::ofParticipant))
                .param(Columns.of(moves, move -> move.map(StatusChanged::from).orElse(null)))
                .param(Columns.of(moves, move -> move.map(StatusChanged::to).orElse(null)))
                .update();
    }

    /** Writes how far messages have come; those that have left Parley for certain leave the send queue too. */
    void move(List<Outbound> messages, Instant now) {
        if (messages.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        with moved as (
                          update message m set status = n.status, wamid = coalesce(m.wamid, n.wamid), error = n.error,
                            sent_at = coalesce(m.sent_at, ?::timestamptz), updated_at = ?::timestamptz
                          from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::jsonb[])
                            as n (tenant_id, id, wamid, status, error)
                          where m.tenant_id = n.tenant_id and m.id = n.id
                          returning m.tenant_id, m.id, m.status)
                        delete from send_queue q using moved
                        where q.tenant_id = moved.tenant_id and q.message_id = moved.id and moved.status <> 'QUEUED'""")
                .param(now.toString())
                .param(now.toString())
                .param(Columns.of(messages, Outbound::tenant))
                .param(Columns.of(messages, Outbound::id))
                .param(Columns.of(messages, Outbound::wamid))
                .param(Columns.of(messages, Outbound::status))
                .param(Columns.of(messages, one -> json(one.error())))
                .update();
    }

    /** Removes and returns reports of {@code wamids} that found no message, oldest stage first. */
    List<StatusReport> takeEarly(Map<TenantId, List<String>> wamids) {
        var tenants = new ArrayList<TenantId>();
        var names = new ArrayList<String>();
        wamids.forEach((tenant, all) -> all.forEach(wamid -> {
            tenants.add(tenant);
            names.add(wamid);
        }));
        return jdbc.sql("""
                        delete from message_status s
                        using unnest(?::uuid[], ?::text[]) as named (tenant_id, wamid)
                        where s.tenant_id = named.tenant_id and s.wamid = named.wamid and s.moved_to is null
                          and s.status in ('sent', 'delivered', 'read', 'played', 'failed')
                        returning s.*""")
                .param(Columns.of(tenants, one -> one))
                .param(Columns.of(names, one -> one))
                .query((row, number) -> new StatusReport(
                        keyOf(row),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        error(row),
                        row.getString("pricing"),
                        row.getString("callback_data"),
                        row.getObject("source_event", UUID.class),
                        row.getBoolean("participant")))
                .list();
    }

    private static Outbound outbound(ResultSet row) throws SQLException {
        return new Outbound(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getObject("id", UUID.class),
                row.getObject("conversation_id", UUID.class),
                row.getString("phone_number_id"),
                row.getString("wamid"),
                MessageStatus.valueOf(row.getString("status")),
                error(row));
    }

    private static StatusReport.Key keyOf(ResultSet row) throws SQLException {
        return new StatusReport.Key(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getString("phone_number_id"),
                row.getString("wamid"),
                row.getString("status"),
                row.getString("recipient"));
    }

    private static Stored stored(ResultSet row) throws SQLException {
        var rawEvent = row.getObject("source_event", UUID.class);
        var message = row.getObject("id", UUID.class);
        var movedTo = row.getString("moved_to");
        if (message == null) {
            return new Stored(rawEvent, false, null);
        }
        if (movedTo == null) {
            return new Stored(rawEvent, true, null);
        }
        var pricing = row.getString("pricing");
        var moved = new StatusChanged(
                message,
                row.getObject("conversation_id", UUID.class),
                row.getString("wamid"),
                MessageStatus.valueOf(row.getString("moved_from")),
                MessageStatus.valueOf(movedTo),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                error(row),
                pricing == null ? null : Json.events().readValue(pricing, Json.OBJECT));
        return new Stored(rawEvent, true, moved);
    }

    private static @Nullable MessageError error(ResultSet row) throws SQLException {
        var text = row.getString("error");
        return text == null ? null : Json.events().readValue(text, MessageError.class);
    }

    private static @Nullable String json(@Nullable Object value) {
        return value == null ? null : Json.events().writeValueAsString(value);
    }
}
