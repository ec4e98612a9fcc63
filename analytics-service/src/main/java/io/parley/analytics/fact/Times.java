package io.parley.analytics.fact;

import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * How long customers waited for an answer, and for a resolution. An agent's answer ends the wait that began with the
 * customer's first message since the last outbound one; closing ends one that began with the first since the last closing. So
 * a message changes no more than what comes next after it, and that alone is worked out anew: late messages correct it.
 */
@Repository
class Times {

    /** What may have changed: the new outbound messages, and the next one after each new message. */
    private static final String ANSWERS = """
            with added as (
              select * from unnest(?::uuid[], ?::uuid[], ?::timestamptz[], ?::uuid[], ?::boolean[])
                as a (tenant_id, conversation_id, created_at, id, outbound)),
            affected as (
              select tenant_id, conversation_id, created_at, id from added where outbound
              union
              select a.tenant_id, a.conversation_id, next.created_at, next.id from added a cross join lateral (
                select o.created_at, o.id from message_fact o
                where o.tenant_id = a.tenant_id and o.conversation_id = a.conversation_id and o.outbound
                  and o.created_at >= a.created_at and (o.created_at, o.id) > (a.created_at, a.id)
                order by o.created_at, o.id limit 1) next),
            known as (
              select f.tenant_id, f.conversation_id, f.created_at, f.id, f.sent_by, f.waited_ms
              from affected a cross join lateral (
                select * from message_fact f
                where f.tenant_id = a.tenant_id and f.id = a.id and f.created_at = a.created_at
                  and f.sent_by is not null limit 1) f),
            measured as (
              select k.*, floor(extract(epoch from k.created_at - asked.created_at) * 1000)::bigint as waited
              from known k
              left join lateral (
                select p.created_at, p.id from message_fact p
                where p.tenant_id = k.tenant_id and p.conversation_id = k.conversation_id and p.outbound
                  and p.created_at <= k.created_at and (p.created_at, p.id) < (k.created_at, k.id)
                order by p.created_at desc, p.id desc limit 1) before on true
              left join lateral (
                select q.created_at from message_fact q
                where q.tenant_id = k.tenant_id and q.conversation_id = k.conversation_id and q.asks
                  and q.created_at <= k.created_at and (q.created_at, q.id) < (k.created_at, k.id)
                  and q.created_at >= coalesce(before.created_at, '-infinity')
                  and (before.id is null or (q.created_at, q.id) > (before.created_at, before.id))
                order by q.created_at, q.id limit 1) asked on true),
            changed as (
              update message_fact f set waited_ms = m.waited from measured m
              where f.tenant_id = m.tenant_id and f.id = m.id and f.created_at = m.created_at
                and m.waited is distinct from m.waited_ms)
            select tenant_id, created_at as at, sent_by as agent, waited_ms as before, waited as after
            from measured where waited is distinct from waited_ms""";

    /** What may have changed: the new closings, the next one after each, and the next one after each message that asks. */
    private static final String RESOLUTIONS = """
            with added as (
              select * from unnest(?::uuid[], ?::uuid[], ?::timestamptz[], ?::bigint[])
                as a (tenant_id, conversation_id, at, revision)),
            affected as (
              select tenant_id, conversation_id, revision from added where revision >= 0
              union
              select a.tenant_id, a.conversation_id, next.revision from added a cross join lateral (
                select c.revision from closing c
                where c.tenant_id = a.tenant_id and c.conversation_id = a.conversation_id
                  and (c.at, c.revision) > (a.at, a.revision)
                order by c.at, c.revision limit 1) next),
            known as (
              select c.* from affected a cross join lateral (
                select * from closing c where c.tenant_id = a.tenant_id and c.conversation_id = a.conversation_id
                  and c.revision = a.revision limit 1) c),
            measured as (
              select k.*, floor(extract(epoch from k.at - asked.created_at) * 1000)::bigint as took
              from known k
              left join lateral (
                select p.at from closing p
                where p.tenant_id = k.tenant_id and p.conversation_id = k.conversation_id
                  and (p.at, p.revision) < (k.at, k.revision)
                order by p.at desc, p.revision desc limit 1) before on true
              left join lateral (
                select q.created_at from message_fact q
                where q.tenant_id = k.tenant_id and q.conversation_id = k.conversation_id and q.asks
                  and q.created_at <= k.at and q.created_at > coalesce(before.at, '-infinity')
                order by q.created_at, q.id limit 1) asked on true),
            changed as (
              update closing c set took_ms = m.took from measured m
              where c.tenant_id = m.tenant_id and c.conversation_id = m.conversation_id and c.revision = m.revision
                and m.took is distinct from m.took_ms)
            select tenant_id, at, closed_by as agent, took_ms as before, took as after
            from measured where took is distinct from took_ms""";

    private final JdbcClient jdbc;

    Times(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Something that happened in a conversation.
     *
     * @param revision the closing's; -1 for a message
     */
    record Event(TenantId tenant, UUID conversation, Instant at, long revision) {}

    /** Works out the answers that new messages are or change. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void answers(Collection<MessageFact> added, Tally tally) {
        if (added.isEmpty()) {
            return;
        }
        jdbc.sql(ANSWERS)
                .param(Columns.of(added, MessageFact::tenant))
                .param(Columns.of(added, MessageFact::conversation))
                .param(Columns.of(added, MessageFact::createdAt))
                .param(Columns.of(added, MessageFact::id))
                .param(Columns.of(added, MessageFact::isOutbound))
                .query((row, number) -> tell(row, tally::answer))
                .list();
    }

    /** Works out the resolutions that new messages and closings are or change. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void resolutions(Collection<Event> added, Tally tally) {
        if (added.isEmpty()) {
            return;
        }
        jdbc.sql(RESOLUTIONS)
                .param(Columns.of(added, Event::tenant))
                .param(Columns.of(added, Event::conversation))
                .param(Columns.of(added, Event::at))
                .param(Columns.of(added, Event::revision))
                .query((row, number) -> tell(row, tally::resolution))
                .list();
    }

    @FunctionalInterface
    private interface Change {
        void is(TenantId tenant, Instant at, UUID agent, @Nullable Long before, @Nullable Long after);
    }

    private static boolean tell(ResultSet row, Change change) throws SQLException {
        change.is(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getObject("agent", UUID.class),
                row.getObject("before", Long.class),
                row.getObject("after", Long.class));
        return true;
    }
}
