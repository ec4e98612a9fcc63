package io.parley.messaging.dispatch;

import io.parley.contract.NumberStatus;
import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import io.parley.kit.event.Event;
import io.parley.kit.json.Json;
import io.parley.messaging.customer.CustomerEvents;
import io.parley.messaging.customer.Customers;
import io.parley.messaging.dispatch.RecordOutcomes.Acceptance;
import io.parley.messaging.dispatch.RecordOutcomes.Failure;
import io.parley.messaging.dispatch.RecordOutcomes.Key;
import io.parley.messaging.dispatch.RecordOutcomes.Moved;
import io.parley.messaging.dispatch.RecordOutcomes.Retry;
import io.parley.messaging.message.MessageRow;
import io.parley.messaging.message.SendError;
import io.parley.messaging.number.NumberHolds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL of {@link RecordOutcomes}: one statement for a batch each. A message that a status has moved on stays moved. Messages are
 * locked in the order of their keys, and each before its place in the queue, as statuses and erasures do: nobody waits for the
 * other crosswise.
 */
@Repository
class OutcomeStore {

    /** Nothing has come of message m yet that would outdo WhatsApp's acceptance. */
    private static final String WAITING =
            "(m.status = 'QUEUED' or m.status = 'FAILED' and m.error ->> 'code' = :unknown)";

    /** Locks the message of each row of n, in the order in which they stand there. */
    private static final String LOCKING_ITS_MESSAGE = """
            cross join lateral (
              select id from message where tenant_id = n.tenant_id and id = n.id limit 1 for update) m""";

    private final JdbcClient jdbc;
    private final NumberHolds holds;
    private final Customers customers;

    OutcomeStore(JdbcClient jdbc, NumberHolds holds, Customers customers) {
        this.jdbc = jdbc;
        this.holds = holds;
        this.customers = customers;
    }

    /** Remembers by which other names WhatsApp knows those whom it has taken messages to. */
    List<Event> learnRecipients(List<Outcome> outcomes, Instant now) {
        var sightings = outcomes.stream()
                .flatMap(one -> AnsweredRecipient.of(one, now).stream())
                .toList();
        return CustomerEvents.of(customers.resolve(sightings).changes());
    }

    /** Holds numbers that cannot send and lets those go that have sent; returns what is new about them. */
    List<NumberStatus> settle(Set<NumberHolds.Key> sending, Collection<NumberHolds.Hold> held, Instant now) {
        var news = new ArrayList<>(holds.lift(sending, now));
        news.addAll(holds.hold(held, now));
        return news;
    }

    /** Lets one message of each held number go that may be tried again. */
    void probe(Instant now) {
        holds.probe(now);
    }

    /** Locks the messages of a batch of which more than one kind of thing has come. */
    void lock(List<Key> messages) {
        jdbc.sql("""
                        select m.id from (
                          select * from unnest(?::uuid[], ?::uuid[]) as n (tenant_id, id) order by tenant_id, id) n
                        """ + LOCKING_ITS_MESSAGE)
                .param(Columns.of(messages, Key::tenant))
                .param(Columns.of(messages, Key::id))
                .query(UUID.class)
                .list();
    }

    /** Writes wamids; returns the messages that became SENT by it, and not by a status before. */
    List<Moved> accept(List<Acceptance> accepted, Instant now) {
        if (accepted.isEmpty()) {
            return List.of();
        }
        absorbEchoes(accepted);
        var moved = write(accepted, now);
        leave(accepted.stream().map(one -> new Key(one.tenant(), one.id())).toList());
        return moved;
    }

    /** Before they leave the queue. */
    private List<Moved> write(List<Acceptance> accepted, Instant now) {
        return jdbc.sql("""
                        with written as (
                          update message m set wamid = coalesce(m.wamid, n.wamid),
                            sent_at = coalesce(m.sent_at, :now::timestamptz),
                            status = case when %1$s then 'SENT' else m.status end,
                            error = case when %1$s then null else m.error end,
                            updated_at = case when %1$s then :now::timestamptz else m.updated_at end
                          from (
                            select * from unnest(:tenants::uuid[], :ids::uuid[], :wamids::text[]) as n (tenant_id, id, wamid)
                            order by tenant_id, id) n
                          where m.tenant_id = n.tenant_id and m.id = n.id and (%1$s or m.wamid is null)
                          returning old.status as was, m.*)
                        select * from written where status = 'SENT' and was <> 'SENT'""".formatted(WAITING))
                .param("now", now.toString())
                .param("tenants", Columns.of(accepted, Acceptance::tenant))
                .param("ids", Columns.of(accepted, Acceptance::id))
                .param("wamids", Columns.of(accepted, Acceptance::wamid))
                .param("unknown", SendError.OUTCOME_UNKNOWN.code())
                .query((row, number) ->
                        new Moved(new TenantId(row.getObject("tenant_id", UUID.class)), MessageRow.read(row)))
                .list();
    }

    /**
     * Should WhatsApp have mirrored a message to us before it answered, then that is the message. Each is looked up by index;
     * joined, PostgreSQL would read the table.
     */
    private void absorbEchoes(List<Acceptance> accepted) {
        jdbc.sql("""
                        with found as materialized (
                          select echo.tenant_id, echo.id
                          from unnest(?::uuid[], ?::uuid[], ?::text[]) as n (tenant_id, id, wamid)
                          cross join lateral (
                            select phone_number_id from message
                            where tenant_id = n.tenant_id and id = n.id limit 1) m
                          cross join lateral (
                            select tenant_id, id from message
                            where tenant_id = n.tenant_id and phone_number_id = m.phone_number_id and wamid = n.wamid
                              and origin is not null limit 1) echo)
                        delete from message using found
                        where message.tenant_id = found.tenant_id and message.id = found.id""")
                .param(Columns.of(accepted, Acceptance::tenant))
                .param(Columns.of(accepted, Acceptance::id))
                .param(Columns.of(accepted, Acceptance::wamid))
                .update();
    }

    /** Fails messages that are still in {@code state} of the queue; returns those that became FAILED by it. */
    List<Moved> fail(List<Failure> failed, Instant now, String state) {
        if (failed.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        with locked as materialized (
                          select n.* from (
                            select * from unnest(?::uuid[], ?::uuid[], ?::jsonb[]) as n (tenant_id, id, error)
                            order by tenant_id, id) n
                          %s),
                        gone as (
                          delete from send_queue q using locked
                          where q.tenant_id = locked.tenant_id and q.message_id = locked.id and q.state = ?
                          returning locked.*)
                        update message m set status = 'FAILED', error = gone.error, updated_at = ?::timestamptz
                        from gone where m.tenant_id = gone.tenant_id and m.id = gone.id and m.status = 'QUEUED'
                        returning m.*""".formatted(LOCKING_ITS_MESSAGE))
                .param(Columns.of(failed, Failure::tenant))
                .param(Columns.of(failed, Failure::id))
                .param(Columns.of(failed, one -> Json.events().writeValueAsString(one.error())))
                .param(state)
                .param(now.toString())
                .query((row, number) ->
                        new Moved(new TenantId(row.getObject("tenant_id", UUID.class)), MessageRow.read(row)))
                .list();
    }

    /** Marks sends whose answer never came; they are never made again by themselves. */
    void markUncertain(List<Key> unknown, Instant now) {
        if (unknown.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        with locked as materialized (
                          select n.* from (
                            select * from unnest(?::uuid[], ?::uuid[]) as n (tenant_id, id) order by tenant_id, id) n
                          %s),
                        doubtful as (
                          update send_queue q set state = 'UNCERTAIN', uncertain_since = ?::timestamptz from locked
                          where q.tenant_id = locked.tenant_id and q.message_id = locked.id and q.state = 'SENDING'
                          returning locked.*)
                        update message m set error = ?::jsonb, updated_at = ?::timestamptz from doubtful
                        where m.tenant_id = doubtful.tenant_id and m.id = doubtful.id and m.status = 'QUEUED'
                        """.formatted(LOCKING_ITS_MESSAGE))
                .param(Columns.of(unknown, Key::tenant))
                .param(Columns.of(unknown, Key::id))
                .param(now.toString())
                .param(Json.events().writeValueAsString(SendError.OUTCOME_PENDING))
                .param(now.toString())
                .update();
    }

    /** Puts sends back that were certainly not made, and shows why they wait. */
    void postpone(List<Retry> later, Instant now) {
        if (later.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        with locked as materialized (
                          select n.* from (
                            select * from unnest(?::uuid[], ?::uuid[], ?::timestamptz[], ?::jsonb[])
                              as n (tenant_id, id, due, error)
                            order by tenant_id, id) n
                          %s),
                        waiting as (
                          update send_queue q set state = 'READY', due_at = locked.due, claimed_at = null from locked
                          where q.tenant_id = locked.tenant_id and q.message_id = locked.id and q.state = 'SENDING'
                          returning locked.*)
                        update message m set error = waiting.error, updated_at = ?::timestamptz from waiting
                        where m.tenant_id = waiting.tenant_id and m.id = waiting.id and m.status = 'QUEUED'
                        """.formatted(LOCKING_ITS_MESSAGE))
                .param(Columns.of(later, Retry::tenant))
                .param(Columns.of(later, Retry::id))
                .param(Columns.of(later, Retry::due))
                .param(Columns.of(later, one -> Json.events().writeValueAsString(one.error())))
                .param(now.toString())
                .update();
    }

    /** Returns claims whose process must have died: it would have reported long ago. */
    List<Key> claimsBefore(Instant time) {
        return keys("state = 'SENDING' and claimed_at < ?::timestamptz", time);
    }

    /** Returns sends that have been uncertain for too long. */
    List<Key> uncertainBefore(Instant time) {
        return keys("state = 'UNCERTAIN' and uncertain_since < ?::timestamptz", time);
    }

    private List<Key> keys(String condition, Instant time) {
        return jdbc.sql("select tenant_id, message_id from send_queue where " + condition + " order by 1, 2 limit 500")
                .param(time.toString())
                .query((row, number) -> new Key(
                        new TenantId(row.getObject("tenant_id", UUID.class)), row.getObject("message_id", UUID.class)))
                .list();
    }

    private void leave(List<Key> settled) {
        jdbc.sql("""
                        delete from send_queue q using unnest(?::uuid[], ?::uuid[]) as n (tenant_id, id)
                        where q.tenant_id = n.tenant_id and q.message_id = n.id""")
                .param(Columns.of(settled, Key::tenant))
                .param(Columns.of(settled, Key::id))
                .update();
    }
}
