package io.parley.analytics.fact;

import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps when conversations were closed. */
@Repository
class Closings {

    private final JdbcClient jdbc;

    Closings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps closings; returns those that were not on record. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Times.Event> add(Collection<Told.Closing> closings) {
        if (closings.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        insert into closing (tenant_id, conversation_id, revision, at, closed_by)
                        select * from unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::timestamptz[], ?::uuid[])
                        on conflict do nothing returning tenant_id, conversation_id, revision, at""")
                .param(Columns.of(closings, Told.Closing::tenant))
                .param(Columns.of(closings, Told.Closing::conversation))
                .param(Columns.of(closings, Told.Closing::revision))
                .param(Columns.of(closings, Told.Closing::at))
                .param(Columns.of(closings, Told.Closing::by))
                .query((row, number) -> new Times.Event(
                        new TenantId(row.getObject("tenant_id", UUID.class)),
                        row.getObject("conversation_id", UUID.class),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getLong("revision")))
                .list();
    }
}
