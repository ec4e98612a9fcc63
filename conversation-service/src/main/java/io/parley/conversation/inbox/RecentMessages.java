package io.parley.conversation.inbox;

import io.parley.contract.MessageError;
import io.parley.contract.MessageStatus;
import io.parley.contract.TenantId;
import io.parley.conversation.inbox.Conversations.Key;
import io.parley.kit.database.Columns;
import io.parley.kit.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The latest messages of each thread. Only whoever holds the thread's lock writes. */
@Repository
public class RecentMessages {

    /** How many are kept of a thread at least; more than are ever shown, as statuses may come first. */
    public static final int KEPT = 100;

    private final JdbcClient jdbc;

    RecentMessages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Names a message. */
    public record Name(TenantId tenant, UUID conversation, UUID id) {

        public static Name of(Entry entry) {
            return new Name(entry.tenant(), entry.conversation(), entry.id());
        }
    }

    /** Returns what is known of these messages. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Entry> find(Collection<Name> names) {
        return jdbc.sql("""
                        select m.* from unnest(?::uuid[], ?::uuid[], ?::uuid[]) as wanted (tenant_id, conversation_id, id)
                        join recent_message m using (tenant_id, conversation_id, id)""")
                .param(Columns.of(names, Name::tenant))
                .param(Columns.of(names, Name::conversation))
                .param(Columns.of(names, Name::id))
                .query((row, number) -> read(row))
                .list();
    }

    /** Writes what is known of messages, each no more than once. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void save(Collection<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into recent_message (tenant_id, conversation_id, id, created_at, position, inbound, body,
                          body_rank, body_at, status, error, updated_at)
                        select * from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::timestamptz[], ?::bigint[], ?::boolean[],
                          ?::jsonb[], ?::smallint[], ?::timestamptz[], ?::text[], ?::jsonb[], ?::timestamptz[])
                        on conflict (tenant_id, conversation_id, id) do update set
                          created_at = excluded.created_at, position = excluded.position, inbound = excluded.inbound,
                          body = excluded.body, body_rank = excluded.body_rank, body_at = excluded.body_at,
                          status = excluded.status, error = excluded.error, updated_at = excluded.updated_at""")
                .param(Columns.of(entries, Entry::tenant))
                .param(Columns.of(entries, Entry::conversation))
                .param(Columns.of(entries, Entry::id))
                .param(Columns.of(entries, Entry::createdAt))
                .param(Columns.of(entries, Entry::position))
                .param(Columns.of(entries, Entry::inbound))
                .param(Columns.of(entries, Entry::body))
                .param(Columns.of(entries, Entry::bodyRank))
                .param(Columns.of(entries, Entry::bodyAt))
                .param(Columns.of(entries, Entry::status))
                .param(Columns.of(
                        entries,
                        one -> one.error() == null ? null : Json.events().writeValueAsString(one.error())))
                .param(Columns.of(entries, Entry::updatedAt))
                .update();
    }

    /** Returns the newest message of each thread. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Entry> newest(Collection<Key> threads) {
        return latest(threads, 1);
    }

    /** Returns the newest messages of each thread, at most {@code limit} of each, newest first. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Entry> latest(Collection<Key> threads, int limit) {
        return jdbc.sql("""
                        select m.* from unnest(?::uuid[], ?::uuid[]) as thread (tenant_id, id)
                        cross join lateral (
                          select * from recent_message r
                          where r.tenant_id = thread.tenant_id and r.conversation_id = thread.id and r.body is not null
                          order by r.created_at desc, r.position desc, r.id desc limit ?) m""")
                .param(Columns.of(threads, Key::tenant))
                .param(Columns.of(threads, Key::id))
                .param(limit)
                .query((row, number) -> read(row))
                .list();
    }

    /** Cuts threads back to their latest messages, and as many statuses that wait for theirs. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void trim(Collection<Key> threads) {
        if (threads.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        delete from recent_message m using (
                          select r.tenant_id, r.conversation_id, r.id, row_number() over (
                            partition by r.tenant_id, r.conversation_id, r.body is null
                            order by r.created_at desc, r.position desc, r.id desc) as place
                          from unnest(?::uuid[], ?::uuid[]) as thread (tenant_id, conversation_id)
                          join recent_message r using (tenant_id, conversation_id)) as placed
                        where placed.place > ? and m.tenant_id = placed.tenant_id
                          and m.conversation_id = placed.conversation_id and m.id = placed.id""")
                .param(Columns.of(threads, Key::tenant))
                .param(Columns.of(threads, Key::id))
                .param(KEPT)
                .update();
    }

    /** Reads a row that has all columns. */
    public static Entry read(ResultSet row) throws SQLException {
        var error = row.getString("error");
        return new Entry(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getObject("conversation_id", UUID.class),
                row.getObject("id", UUID.class),
                instant(row, "created_at"),
                row.getLong("position"),
                row.getBoolean("inbound"),
                row.getString("body"),
                row.getInt("body_rank"),
                instant(row, "body_at"),
                MessageStatus.valueOf(row.getString("status")),
                error(error),
                instant(row, "updated_at"));
    }

    private static @Nullable MessageError error(@Nullable String json) {
        return json == null ? null : Json.events().readValue(json, MessageError.class);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
