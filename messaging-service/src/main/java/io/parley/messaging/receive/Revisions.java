package io.parley.messaging.receive;

import io.parley.contract.MessageChanged;
import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import io.parley.kit.json.Json;
import io.parley.messaging.customer.Resolved;
import io.parley.messaging.message.MessageRow;
import io.parley.messaging.receive.Element.Revision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Applies edits and revokes to the messages that they name. They are kept, so that one that overtakes its message applies
 * when that arrives, and the order among them does not matter.
 */
@Repository
class Revisions {

    /**
     * Meta says that only the author can; so a revision by anybody else is kept and has no effect. An author who was merged
     * since into another customer is still the same person.
     */
    private static final String APPLY = """
            with named as (
              select distinct * from unnest(?::uuid[], ?::text[], ?::text[]) as n (tenant_id, phone_number_id, wamid)),
            mine as (
              select r.*, m.id as found, m.content as said
              from named n
              join message m using (tenant_id, phone_number_id, wamid)
              join message_revision r on r.tenant_id = n.tenant_id and r.phone_number_id = n.phone_number_id
                and r.original_wamid = n.wamid and r.direction = m.direction
              left join customer one on one.tenant_id = m.tenant_id and one.id = m.customer_id
              left join customer other on other.tenant_id = r.tenant_id and other.id = r.customer_id
              where m.direction = 'OUTBOUND'
                or coalesce(one.merged_into, m.customer_id) = coalesce(other.merged_into, r.customer_id)),
            bound as (
              update message_revision r set message_id = mine.found, before = mine.said from mine
              where r.tenant_id = mine.tenant_id and r.phone_number_id = mine.phone_number_id and r.wamid = mine.wamid
                and r.message_id is null),
            latest as (
              select tenant_id, found as id, max(at) filter (where kind = 'EDITED') as edited_at,
                min(at) filter (where kind = 'REVOKED') as revoked_at,
                (array_agg(patch order by at desc, wamid desc) filter (where kind = 'EDITED'))[1] as patch
              from mine group by tenant_id, found)
            update message m set content = m.content || coalesce(latest.patch, '{}'), edited_at = latest.edited_at,
              revoked_at = latest.revoked_at, updated_at = ?::timestamptz
            from latest
            where m.tenant_id = latest.tenant_id and m.id = latest.id
              and (m.edited_at, m.revoked_at) is distinct from (latest.edited_at, latest.revoked_at)""";

    private final JdbcClient jdbc;
    private final Clock clock;

    Revisions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** One of a tenant's messages as WhatsApp names it. */
    record Name(TenantId tenant, String phoneNumberId, String wamid) {}

    /**
     * A revision as it is kept.
     *
     * @param owner the raw event that brought it first
     * @param applied whether it has found its message
     */
    record Kept(UUID owner, boolean applied) {}

    /** A message that was changed, by the revision that did it. */
    record Changed(TenantId tenant, Name revision, Instant at, MessageChanged change) {}

    /** Keeps {@code revisions} and applies those whose messages are there; {@code people} made them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<Name, Kept> keep(List<Revision> revisions, Resolved people) {
        if (revisions.isEmpty()) {
            return Map.of();
        }
        jdbc.sql("""
                        insert into message_revision (tenant_id, phone_number_id, wamid, original_wamid, kind, patch,
                          customer_id, direction, at, source_event)
                        select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::jsonb[], ?::uuid[],
                          ?::text[], ?::timestamptz[], ?::uuid[])
                        on conflict do nothing""")
                .param(Columns.of(revisions, one -> one.origin().tenant()))
                .param(Columns.of(revisions, one -> one.origin().phoneNumberId()))
                .param(Columns.of(revisions, Revision::wamid))
                .param(Columns.of(revisions, Revision::original))
                .param(Columns.of(revisions, Revision::change))
                .param(Columns.of(revisions, one -> Json.events().writeValueAsString(one.patch())))
                .param(Columns.of(
                        revisions, one -> people.customerOf(one.message().sender())))
                .param(Columns.of(revisions, Revision::author))
                .param(Columns.of(revisions, one -> one.message().at()))
                .param(Columns.of(revisions, one -> one.origin().rawEvent()))
                .update();
        apply(revisions.stream().map(Revision::originalName).toList());
        return find(revisions);
    }

    /** Applies what is kept about messages that have just come. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void apply(Collection<Name> messages) {
        if (messages.isEmpty()) {
            return;
        }
        jdbc.sql(APPLY)
                .param(Columns.of(messages, Name::tenant))
                .param(Columns.of(messages, Name::phoneNumberId))
                .param(Columns.of(messages, Name::wamid))
                .param(clock.instant().toString())
                .update();
    }

    /** Returns the changes that revisions of {@code messages} have made so far, each with the message as it is now. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Changed> changesOf(Collection<Name> messages) {
        if (messages.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        select m.*, r.wamid as revision, r.kind, r.at as revised_at
                        from (select distinct * from unnest(?::uuid[], ?::text[], ?::text[])
                          as n (tenant_id, phone_number_id, original_wamid)) n
                        join message_revision r using (tenant_id, phone_number_id, original_wamid)
                        join message m on m.tenant_id = r.tenant_id and m.id = r.message_id
                        order by r.at, r.wamid""")
                .param(Columns.of(messages, Name::tenant))
                .param(Columns.of(messages, Name::phoneNumberId))
                .param(Columns.of(messages, Name::wamid))
                .query((row, count) -> changed(row))
                .list();
    }

    private Map<Name, Kept> find(List<Revision> revisions) {
        var kept = new HashMap<Name, Kept>();
        jdbc.sql("""
                        select r.tenant_id, r.phone_number_id, r.wamid, r.source_event, r.message_id is not null as applied
                        from unnest(?::uuid[], ?::text[], ?::text[]) as n (tenant_id, phone_number_id, wamid)
                        join message_revision r using (tenant_id, phone_number_id, wamid)""")
                .param(Columns.of(revisions, one -> one.origin().tenant()))
                .param(Columns.of(revisions, one -> one.origin().phoneNumberId()))
                .param(Columns.of(revisions, Revision::wamid))
                .query((row, count) -> kept.put(
                        new Name(
                                new TenantId(row.getObject("tenant_id", UUID.class)),
                                row.getString("phone_number_id"),
                                row.getString("wamid")),
                        new Kept(row.getObject("source_event", UUID.class), row.getBoolean("applied"))))
                .list();
        return kept;
    }

    private static Changed changed(ResultSet row) throws SQLException {
        var tenant = new TenantId(row.getObject("tenant_id", UUID.class));
        return new Changed(
                tenant,
                new Name(tenant, row.getString("phone_number_id"), row.getString("revision")),
                row.getObject("revised_at", OffsetDateTime.class).toInstant(),
                new MessageChanged(MessageChanged.Change.valueOf(row.getString("kind")), MessageRow.read(row)));
    }
}
