package io.parley.conversation.erase;

import io.parley.contract.Conversation;
import io.parley.contract.ConversationStatus;
import io.parley.contract.ConversationUpdated;
import io.parley.contract.ErasureRequested;
import io.parley.contract.EventTypes;
import io.parley.contract.TenantId;
import io.parley.contract.Topics;
import io.parley.conversation.inbox.Conversations;
import io.parley.conversation.inbox.Conversations.Key;
import io.parley.conversation.person.ErasedPeople;
import io.parley.kit.database.Columns;
import io.parley.kit.erasure.ErasureTally;
import io.parley.kit.event.Event;
import io.parley.kit.id.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Erases threads in steps, each of which is a transaction of its own: whom it is about, what is in them, themselves. */
@Repository
class EraseThreads {

    private static final String SERVICE = "conversation-service";
    private static final int BATCH = 1000;

    /** What is in threads, by the kind under which it is counted. */
    private static final List<String> INSIDES = List.of("recent_message", "unread_message", "note", "assignment");

    private final Conversations conversations;
    private final WhoIsMeant whoIsMeant;
    private final ErasedPeople erased;
    private final ErasureTally tally;
    private final JdbcClient jdbc;
    private final Clock clock;

    EraseThreads(
            Conversations conversations,
            WhoIsMeant whoIsMeant,
            ErasedPeople erased,
            ErasureTally tally,
            JdbcClient jdbc,
            Clock clock) {
        this.conversations = conversations;
        this.whoIsMeant = whoIsMeant;
        this.erased = erased;
        this.tally = tally;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Finds out who is meant, once, and keeps from now on what is told of them from bringing them back. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void takeUp(TenantId tenant, ErasureRequested request) {
        var isNew =
                jdbc.sql("""
                        insert into erasure (tenant_id, id, conversation_ids) values (?, ?, '{}') on conflict do nothing""").param(tenant.value()).param(request.erasureId()).update() == 1;
        if (!isNew) {
            return;
        }
        conversations.lockPeople(whoIsMeant.people(tenant, request.addresses()));
        var meant = whoIsMeant.find(tenant, request);
        var threads = meant.threads();
        conversations.lockThreads(
                threads.stream().map(id -> new Key(tenant, id)).toList());
        var ids = new ArrayList<>(meant.customers());
        ids.addAll(threads);
        erased.keep(tenant, ids, request.addresses(), request.at());
        jdbc.sql("update erasure set conversation_ids = ?::uuid[] where tenant_id = ? and id = ?")
                .param(Columns.of(threads, id -> id))
                .param(tenant.value())
                .param(request.erasureId())
                .update();
        whoIsMeant.forget(tenant, request, meant.customers());
    }

    /** Deletes some of what is in the threads; returns whether there may be more. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean emptySome(TenantId tenant, UUID erasure) {
        var threads = threadsOf(tenant, erasure);
        var most = 0;
        for (var table : INSIDES) {
            var gone = jdbc.sql("""
                            delete from %s where ctid = any (array(
                              select ctid from %s where tenant_id = ? and conversation_id = any (?::uuid[]) limit ?))""".formatted(table, table))
                    .param(tenant.value())
                    .param(Columns.of(threads, id -> id))
                    .param(BATCH)
                    .update();
            if (gone > 0 && (table.equals("recent_message") || table.equals("note"))) {
                tally.add(tenant, erasure, table.equals("note") ? "notes" : "recentMessages", gone);
            }
            most = Math.max(most, gone);
        }
        return most == BATCH;
    }

    /** Deletes the threads; returns the events that say so and that all is done. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Event> conclude(TenantId tenant, ErasureRequested request) {
        var threads = threadsOf(tenant, request.erasureId());
        conversations.lockThreads(
                threads.stream().map(id -> new Key(tenant, id)).toList());
        emptySome(tenant, request.erasureId()); // what was under way until the lock was had
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var events = new ArrayList<>(jdbc.sql("""
                        delete from conversation where tenant_id = ? and id = any (?::uuid[]) returning *""")
                .param(tenant.value())
                .param(Columns.of(threads, id -> id))
                .query((row, number) -> ended(tenant, row, request, now))
                .list());
        tally.add(tenant, request.erasureId(), "conversations", events.size());
        var doneAt = jdbc.sql("""
                        update erasure set completed_at = coalesce(completed_at, ?::timestamptz)
                        where tenant_id = ? and id = ? returning completed_at""")
                .param(now.toString())
                .param(tenant.value())
                .param(request.erasureId())
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
        events.add(tally.answer(tenant, request.erasureId(), SERVICE, doneAt));
        return events;
    }

    private List<UUID> threadsOf(TenantId tenant, UUID erasure) {
        return jdbc.sql("select conversation_ids from erasure where tenant_id = ? and id = ?")
                .param(tenant.value())
                .param(erasure)
                .query((row, number) -> Arrays.asList((UUID[]) row.getArray(1).getArray()))
                .single();
    }

    /** Whoever shows the thread sees it end, with nothing in it. */
    private static Event ended(TenantId tenant, ResultSet row, ErasureRequested request, Instant now)
            throws SQLException {
        var id = row.getObject("id", UUID.class);
        var conversation = new Conversation(
                id,
                null,
                null,
                row.getString("phone_number_id"),
                null,
                null,
                ConversationStatus.CLOSED,
                null,
                List.of(),
                0,
                null,
                row.getObject("last_message_at", OffsetDateTime.class).toInstant(),
                null,
                null,
                row.getInt("version") + 1,
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                now);
        var update = new ConversationUpdated(
                conversation, List.of("erased"), request.requestedBy(), null, row.getLong("revision") + 1, now);
        return Event.of(
                        Topics.CONVERSATION_UPDATED,
                        EventTypes.CONVERSATION_UPDATED,
                        Ids.derived(EventTypes.CONVERSATION_UPDATED, id, request.erasureId()),
                        tenant,
                        id)
                .at(now)
                .carrying(update);
    }
}
