package io.parley.template.book;

import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import io.parley.kit.json.Json;
import io.parley.kit.web.PageRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Who changed what. */
@Repository
public class History {

    private final JdbcClient jdbc;

    History(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds lines, in the transaction of what they tell. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(Collection<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into template_history (tenant_id, template_id, what, source, user_id, user_name, detail, at)
                        select tenant_id, template_id, what, source, user_id, user_name, detail, at
                        from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::jsonb[],
                          ?::timestamptz[]) with ordinality
                          as new (tenant_id, template_id, what, source, user_id, user_name, detail, at, place)
                        order by place""")
                .param(Columns.of(entries, Entry::tenant))
                .param(Columns.of(entries, Entry::template))
                .param(Columns.of(entries, Entry::what))
                .param(Columns.of(entries, Entry::source))
                .param(Columns.of(entries, Entry::user))
                .param(Columns.of(entries, Entry::userName))
                .param(Columns.of(entries, one -> Json.events().writeValueAsString(one.detail())))
                .param(Columns.of(entries, Entry::at))
                .update();
    }

    /** Returns one page of a template's history, the newest first. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Entry> page(TenantId tenant, UUID template, PageRequest request) {
        return jdbc.sql("""
                        select * from template_history where tenant_id = ? and template_id = ?
                        order by seq desc limit ? offset ?""")
                .param(tenant.value())
                .param(template)
                .param(request.limit())
                .param(request.offset())
                .query((row, number) -> new Entry(
                        tenant,
                        template,
                        row.getString("what"),
                        Entry.Source.valueOf(row.getString("source")),
                        row.getObject("user_id", UUID.class),
                        row.getString("user_name"),
                        Json.events().readValue(row.getString("detail"), Json.OBJECT),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public long count(TenantId tenant, UUID template) {
        return jdbc.sql("select count(*) from template_history where tenant_id = ? and template_id = ?")
                .param(tenant.value())
                .param(template)
                .query(Long.class)
                .single();
    }

    /** Returns when a template was last told to be something, the newest first; at most ten times. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Instant> last(TenantId tenant, UUID template, String what, Instant since) {
        return jdbc.sql("""
                        select at from template_history
                        where tenant_id = ? and template_id = ? and what = ? and at > ?::timestamptz
                        order by seq desc limit 10""")
                .param(tenant.value())
                .param(template)
                .param(what)
                .param(since.toString())
                .query((row, number) ->
                        row.getObject("at", OffsetDateTime.class).toInstant())
                .list();
    }
}
