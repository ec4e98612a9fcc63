package io.parley.template.book;

import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The table of templates. Rows are locked before they are changed, always in the order of their ids. */
@Repository
public class Templates {

    private static final String COLUMNS = """
            tenant_id, id, business_account_id, meta_id, name, language, category, parameter_format, components, status,
            rejection_reason, quality, status_told_at, quality_told_at, category_told_at, components_told_at, words,
            submitted_at, created_at, updated_at, deleted_at""";

    private static final String INSERT = "insert into template as t (" + COLUMNS + ")\n" + """
            select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
              ?::jsonb[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[],
              ?::timestamptz[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[])
            """;

    private static final String UPDATE = """
            on conflict (tenant_id, id) do update set meta_id = excluded.meta_id, category = excluded.category,
              parameter_format = excluded.parameter_format, components = excluded.components, status = excluded.status,
              rejection_reason = excluded.rejection_reason, quality = excluded.quality,
              status_told_at = excluded.status_told_at, quality_told_at = excluded.quality_told_at,
              category_told_at = excluded.category_told_at, components_told_at = excluded.components_told_at,
              words = excluded.words, submitted_at = excluded.submitted_at, updated_at = excluded.updated_at,
              deleted_at = excluded.deleted_at""";

    /** By WhatsApp's id, else by name among those whose id is not known yet or was given anew. */
    private static final String MENTIONED = """
            select t.* from template t
            join (select distinct on (found.tenant_id, found.id) found.tenant_id, found.id
                  from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[])
                    as m (tenant_id, meta_id, business_account_id, name, language)
                  cross join lateral (
                    (select tenant_id, id from template
                     where tenant_id = m.tenant_id and meta_id = m.meta_id and business_account_id = m.business_account_id)
                    union all
                    (select tenant_id, id from template
                     where tenant_id = m.tenant_id and business_account_id = m.business_account_id
                       and name = m.name and language = m.language and deleted_at is null)) as found) as mentioned
              using (tenant_id, id)
            order by t.tenant_id, t.id for update of t""";

    private final JdbcClient jdbc;

    Templates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns one template as it is at the moment; empty where the tenant has none such. */
    @Transactional(readOnly = true)
    public Optional<Template> find(TenantId tenant, UUID id) {
        return find(tenant, id, "");
    }

    /** Returns one template, which nobody else changes until the transaction has ended. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Template> lock(TenantId tenant, UUID id) {
        return find(tenant, id, " for update");
    }

    private Optional<Template> find(TenantId tenant, UUID id, String lock) {
        return jdbc.sql("select * from template where tenant_id = ? and id = ? and deleted_at is null" + lock)
                .param(tenant.value())
                .param(id)
                .query((row, number) -> TemplateRow.read(row))
                .optional();
    }

    /** Locks what exists under one name, in all of its languages. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Template> lockNamed(TenantId tenant, String businessAccountId, String name) {
        return jdbc.sql("""
                        select * from template
                        where tenant_id = ? and business_account_id = ? and name = ? and deleted_at is null
                        order by id for update""")
                .param(tenant.value())
                .param(businessAccountId)
                .param(name)
                .query((row, number) -> TemplateRow.read(row))
                .list();
    }

    /** Locks all templates of an account, graves included. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Template> lockAccount(TenantId tenant, String businessAccountId) {
        return jdbc.sql("select * from template where tenant_id = ? and business_account_id = ? order by id for update")
                .param(tenant.value())
                .param(businessAccountId)
                .query((row, number) -> TemplateRow.read(row))
                .list();
    }

    /** Locks what webhooks speak of, graves included. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Template> lockMentioned(Collection<Mention> mentions) {
        return jdbc.sql(MENTIONED)
                .param(Columns.of(mentions, Mention::tenant))
                .param(Columns.of(mentions, Mention::metaId))
                .param(Columns.of(mentions, one -> one.key().businessAccountId()))
                .param(Columns.of(mentions, one -> one.key().name()))
                .param(Columns.of(mentions, one -> one.key().language()))
                .query((row, number) -> TemplateRow.read(row))
                .list();
    }

    /** Adds a template unless its account has one of its name and language; tells whether it did. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean add(Template template) {
        return insert(List.of(template), "on conflict do nothing") == 1;
    }

    /** Writes templates, new ones and those that the transaction has locked. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void write(Collection<Template> templates) {
        insert(templates, UPDATE);
    }

    /** Forgets a template of which nobody was told. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void forget(TenantId tenant, UUID id) {
        jdbc.sql("delete from template where tenant_id = ? and id = ?")
                .param(tenant.value())
                .param(id)
                .update();
        jdbc.sql("delete from template_history where tenant_id = ? and template_id = ?")
                .param(tenant.value())
                .param(id)
                .update();
    }

    private int insert(Collection<Template> rows, String conflict) {
        return jdbc.sql(INSERT + conflict)
                .param(Columns.of(rows, Template::tenant))
                .param(Columns.of(rows, Template::id))
                .param(Columns.of(rows, one -> one.key().businessAccountId()))
                .param(Columns.of(rows, Template::metaId))
                .param(Columns.of(rows, one -> one.key().name()))
                .param(Columns.of(rows, one -> one.key().language()))
                .param(Columns.of(rows, Template::category))
                .param(Columns.of(rows, one -> one.form().parameterFormat()))
                .param(Columns.of(rows, one -> one.form().components()))
                .param(Columns.of(rows, one -> one.standing().status()))
                .param(Columns.of(rows, one -> one.standing().rejectionReason()))
                .param(Columns.of(rows, one -> one.standing().quality()))
                .param(Columns.of(rows, one -> one.told().status()))
                .param(Columns.of(rows, one -> one.told().quality()))
                .param(Columns.of(rows, one -> one.told().category()))
                .param(Columns.of(rows, one -> one.told().form()))
                .param(Columns.of(
                        rows, one -> one.key().name() + '\n' + one.form().words()))
                .param(Columns.of(rows, one -> one.times().submittedAt()))
                .param(Columns.of(rows, one -> one.times().createdAt()))
                .param(Columns.of(rows, one -> one.times().updatedAt()))
                .param(Columns.of(rows, one -> one.times().deletedAt()))
                .update();
    }
}
