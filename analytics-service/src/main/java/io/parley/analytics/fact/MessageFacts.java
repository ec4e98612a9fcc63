package io.parley.analytics.fact;

import io.parley.analytics.fact.MessageFact.Key;
import io.parley.analytics.fact.MessageFact.Kind;
import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
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

/** Keeps facts about messages. Each call is one statement, however many rows it is about. */
@Repository
public class MessageFacts {

    private final JdbcClient jdbc;

    MessageFacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns from when to when messages are counted; it stays so until the transaction ends once facts were read in it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public FactRange range() {
        return jdbc.sql("select * from fact_range()")
                .query((row, number) -> new FactRange(instant(row, "first"), instant(row, "past_last")))
                .single();
    }

    /** Returns those of the messages that are on record. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<MessageFact> find(Collection<Key> keys) {
        return jdbc.sql("""
                        select f.* from unnest(?::uuid[], ?::uuid[]) as wanted (tenant_id, id)
                        cross join lateral (
                          select * from message_fact f
                          where f.tenant_id = wanted.tenant_id and f.id = wanted.id limit 1) f""")
                .param(Columns.of(keys, Key::tenant))
                .param(Columns.of(keys, Key::id))
                .query((row, number) -> fact(row))
                .list();
    }

    /** Writes messages as they are now; of those on record only what can change. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void save(Collection<MessageFact> facts) {
        if (facts.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into message_fact as f (tenant_id, created_at, id, conversation_id, outbound, asks, accepted,
                          progress, sent_by, template_name, template_language)
                        select * from unnest(?::uuid[], ?::timestamptz[], ?::uuid[], ?::uuid[], ?::boolean[], ?::boolean[],
                          ?::boolean[], ?::smallint[], ?::uuid[], ?::text[], ?::text[])
                        on conflict (tenant_id, id, created_at) do update set
                          accepted = excluded.accepted, progress = excluded.progress""")
                .param(Columns.of(facts, MessageFact::tenant))
                .param(Columns.of(facts, MessageFact::createdAt))
                .param(Columns.of(facts, MessageFact::id))
                .param(Columns.of(facts, MessageFact::conversation))
                .param(Columns.of(facts, MessageFact::isOutbound))
                .param(Columns.of(facts, fact -> fact.kind() == Kind.ASKS))
                .param(Columns.of(facts, MessageFact::accepted))
                .param(Columns.of(facts, fact -> fact.progress().code()))
                .param(Columns.of(facts, MessageFact::sentBy))
                .param(Columns.of(
                        facts,
                        fact -> fact.template() == null ? null : fact.template().name()))
                .param(Columns.of(
                        facts,
                        fact -> fact.template() == null ? null : fact.template().language()))
                .update();
    }

    private static MessageFact fact(ResultSet row) throws SQLException {
        return new MessageFact(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getObject("id", UUID.class),
                row.getObject("conversation_id", UUID.class),
                instant(row, "created_at"),
                kind(row.getBoolean("outbound"), row.getBoolean("asks")),
                Progress.ofCode(row.getInt("progress")),
                row.getBoolean("accepted"),
                row.getObject("sent_by", UUID.class),
                template(row),
                row.getObject("waited_ms", Long.class));
    }

    private static Kind kind(boolean outbound, boolean asks) {
        if (outbound) {
            return Kind.OUTBOUND;
        }
        return asks ? Kind.ASKS : Kind.INBOUND;
    }

    private static @Nullable TemplateName template(ResultSet row) throws SQLException {
        var name = row.getString("template_name");
        return name == null ? null : new TemplateName(name, row.getString("template_language"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
