package io.parley.messaging.erase;

import io.parley.contract.MessageEvent;
import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import io.parley.kit.json.Json;
import io.parley.messaging.message.ErasedMessages;
import io.parley.messaging.message.MessageRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL by which messages lose what they say. */
@Repository
class ErasedContent {

    private final JdbcClient jdbc;

    ErasedContent(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A message that is still as it was. */
    record Whole(
            UUID id,
            String phoneNumberId,
            @Nullable String wamid,
            @Nullable UUID file,
            Instant createdAt,
            long position) {}

    /** Where in a thread to go on, from the newest message to the oldest. */
    record Place(Instant at, long position) {
        static final Place NEWEST = new Place(Instant.parse("9999-12-31T00:00:00Z"), Long.MAX_VALUE);
    }

    /**
     * Takes messages out of the send queue that have not left; returns those that failed by it. Locks each before its place in the
     * queue, as all do that change both.
     */
    List<MessageEvent> cancel(Erasure erasure, int most, Instant now) {
        return jdbc.sql("""
                        with waiting as materialized (
                          select tenant_id, message_id from send_queue
                          where tenant_id = ? and conversation_id = any (?::uuid[]) and state in ('READY', 'PARKED')
                          order by position limit ?),
                        locked as materialized (
                          select n.* from (select * from waiting order by tenant_id, message_id) n
                          cross join lateral (
                            select id from message where tenant_id = n.tenant_id and id = n.message_id
                            limit 1 for update) m),
                        gone as (
                          delete from send_queue q using locked
                          where q.tenant_id = locked.tenant_id and q.message_id = locked.message_id
                            and q.state in ('READY', 'PARKED')
                          returning q.tenant_id, q.message_id)
                        update message m set status = 'FAILED', error = ?::jsonb, updated_at = ?::timestamptz
                        from gone where m.tenant_id = gone.tenant_id and m.id = gone.message_id and m.status = 'QUEUED'
                        returning m.*""")
                .param(erasure.tenant().value())
                .param(Columns.of(erasure.conversations(), id -> id))
                .param(most)
                .param(Json.events().writeValueAsString(ErasedMessages.CANCELLED))
                .param(now.toString())
                .query((row, number) -> MessageRow.read(row))
                .list();
    }

    /** Tells whether sends of the customer are still to settle. */
    boolean isSending(Erasure erasure) {
        return jdbc.sql(
                        "select exists (select 1 from send_queue where tenant_id = ? and conversation_id = any (?::uuid[]))")
                .param(erasure.tenant().value())
                .param(Columns.of(erasure.conversations(), id -> id))
                .query(Boolean.class)
                .single();
    }

    /**
     * Returns whole messages of a thread beyond {@code place} that nobody is at: neither on their way out nor with a file
     * on its way in.
     */
    List<Whole> next(TenantId tenant, UUID conversation, Place place, int most, Instant now) {
        return jdbc.sql("""
                        select id, phone_number_id, wamid, content ->> 'mediaId' as file, created_at, position
                        from message m
                        where tenant_id = ? and conversation_id = ? and (created_at, position) < (?::timestamptz, ?)
                          and erased_at is null
                          and not exists (select 1 from send_queue q where q.tenant_id = m.tenant_id and q.message_id = m.id)
                          and not exists (select 1 from media_fetch f where f.tenant_id = m.tenant_id
                            and f.media_id::text = m.content ->> 'mediaId' and f.claimed_at is not null
                            and f.due_at > ?::timestamptz)
                        order by created_at desc, position desc limit ?""")
                .param(tenant.value())
                .param(conversation)
                .param(place.at().toString())
                .param(place.position())
                .param(now.toString())
                .param(most)
                .query((row, number) -> whole(row))
                .list();
    }

    /** Tells whether any message of the threads is still whole. */
    boolean isLeft(Erasure erasure) {
        return jdbc.sql("""
                        select exists (select 1 from message
                          where tenant_id = ? and conversation_id = any (?::uuid[]) and erased_at is null)""")
                .param(erasure.tenant().value())
                .param(Columns.of(erasure.conversations(), id -> id))
                .query(Boolean.class)
                .single();
    }

    /** Empties messages and removes what is kept beside them; returns how many were still whole. */
    int empty(Erasure erasure, List<Whole> messages, Instant now) {
        var tenant = erasure.tenant();
        var known = messages.stream().filter(one -> one.wamid() != null).toList();
        for (var sql : List.of(
                "delete from message_status t using unnest(?::text[], ?::text[]) as n (number, wamid) where t.tenant_id = ?"
                        + " and t.phone_number_id = n.number and t.wamid = n.wamid",
                "delete from message_revision t using unnest(?::text[], ?::text[]) as n (number, wamid) where t.tenant_id = ?"
                        + " and t.phone_number_id = n.number and t.original_wamid = n.wamid")) {
            jdbc.sql(sql)
                    .param(Columns.of(known, Whole::phoneNumberId))
                    .param(Columns.of(known, Whole::wamid))
                    .param(tenant.value())
                    .update();
        }
        return jdbc.sql("""
                        update message m set content = ?::jsonb, from_address = null, to_address = null, context = null,
                          wamid = n.mark, erased_at = ?::timestamptz, updated_at = ?::timestamptz,
                          error = case when m.error is not null then jsonb_build_object('code', m.error -> 'code') end
                        from unnest(?::uuid[], ?::text[]) as n (id, mark)
                        where m.tenant_id = ? and m.id = n.id and m.erased_at is null""")
                .param(Json.events().writeValueAsString(ErasedMessages.CONTENT))
                .param(now.toString())
                .param(now.toString())
                .param(Columns.of(messages, Whole::id))
                .param(Columns.of(
                        messages,
                        one -> one.wamid() == null
                                ? null
                                : ErasedMessages.markOf(tenant, one.phoneNumberId(), one.wamid())))
                .param(tenant.value())
                .update();
    }

    /** Removes edits of messages that never came. */
    void forgetStrays(Erasure erasure) {
        jdbc.sql("delete from message_revision where tenant_id = ? and customer_id = any (?::uuid[])")
                .param(erasure.tenant().value())
                .param(Columns.of(erasure.customers(), id -> id))
                .update();
    }

    private static Whole whole(ResultSet row) throws SQLException {
        return new Whole(
                row.getObject("id", UUID.class),
                row.getString("phone_number_id"),
                row.getString("wamid"),
                fileOf(row.getString("file")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getLong("position"));
    }

    private static @Nullable UUID fileOf(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null; // Meta's own id in something that nobody understood
        }
    }
}
