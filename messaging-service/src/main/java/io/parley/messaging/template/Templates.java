package io.parley.messaging.template;

import io.parley.contract.TemplateChanged;
import io.parley.contract.TemplateChanged.ParameterFormat;
import io.parley.contract.TenantId;
import io.parley.kit.database.CleanText;
import io.parley.kit.database.Columns;
import io.parley.kit.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** This service's copy of the tenants' templates. */
@Repository
public class Templates {

    private static final TypeReference<List<Map<String, Object>>> COMPONENTS = new TypeReference<>() {};

    private final JdbcClient jdbc;

    Templates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What is known under one name.
     *
     * @param languages the template in each of its languages, those that may be sent first
     * @param synced whether anything at all is known of the business account's templates; where nothing is, that a
     *     template is not among {@code languages} says nothing
     */
    public record Known(List<Template> languages, boolean synced) {}

    /** Returns what is known of the template {@code name}; of any business account where null is given. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Known named(TenantId tenant, @Nullable String businessAccountId, String name) {
        var languages = jdbc.sql("""
                        select * from template
                        where tenant_id = :tenant and name = :name and not deleted
                          and (:account::text is null or business_account_id = :account)
                        order by (status = 'APPROVED') desc, updated_at desc""")
                .param("tenant", tenant.value())
                .param("name", name)
                .param("account", businessAccountId)
                .query((row, number) -> template(row))
                .list();
        return new Known(languages, !languages.isEmpty() || knowsAny(tenant, businessAccountId));
    }

    private boolean knowsAny(TenantId tenant, @Nullable String businessAccountId) {
        return jdbc.sql("""
                        select exists (select 1 from template
                          where tenant_id = :tenant and (:account::text is null or business_account_id = :account))""")
                .param("tenant", tenant.value())
                .param("account", businessAccountId)
                .query(Boolean.class)
                .single();
    }

    /** Takes over what templates are now, each unless something newer is known of it. Repeating it changes nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void take(List<TemplateChanged> changes) {
        var latest = latest(changes);
        jdbc.sql("""
                        insert into template as t (tenant_id, id, business_account_id, name, language, category, status,
                          parameter_format, components, rejection_reason, updated_at, deleted)
                        select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                          ?::text[], ?::jsonb[], ?::text[], ?::timestamptz[], ?::boolean[])
                        on conflict (tenant_id, id) do update set
                          business_account_id = excluded.business_account_id, name = excluded.name,
                          language = excluded.language, category = excluded.category, status = excluded.status,
                          parameter_format = excluded.parameter_format, components = excluded.components,
                          rejection_reason = excluded.rejection_reason, updated_at = excluded.updated_at,
                          deleted = excluded.deleted
                          where t.updated_at <= excluded.updated_at""")
                .param(Columns.of(latest, TemplateChanged::tenantId))
                .param(Columns.of(latest, TemplateChanged::id))
                .param(Columns.of(latest, TemplateChanged::businessAccountId))
                .param(Columns.of(latest, TemplateChanged::name))
                .param(Columns.of(latest, one -> one.language().replace('-', '_')))
                .param(Columns.of(latest, one -> one.category().toUpperCase(Locale.ROOT)))
                .param(Columns.of(latest, one -> one.status().toUpperCase(Locale.ROOT)))
                .param(Columns.of(latest, TemplateChanged::parameterFormat))
                .param(Columns.of(latest, Templates::components))
                .param(Columns.of(latest, TemplateChanged::rejectionReason))
                .param(Columns.of(latest, TemplateChanged::updatedAt))
                .param(Columns.of(latest, TemplateChanged::deleted))
                .update();
    }

    private static Collection<TemplateChanged> latest(List<TemplateChanged> changes) {
        var latest = new LinkedHashMap<Key, TemplateChanged>();
        for (var change : changes) {
            latest.merge(
                    new Key(change.tenantId(), change.id()),
                    change,
                    (before, now) -> now.updatedAt().isBefore(before.updatedAt()) ? before : now);
        }
        return latest.values();
    }

    private static String components(TemplateChanged change) {
        return Json.events().writeValueAsString(CleanText.of(Json.events().<JsonNode>valueToTree(change.components())));
    }

    private static Template template(ResultSet row) throws SQLException {
        return new Template(
                row.getString("name"),
                row.getString("language"),
                row.getString("category"),
                row.getString("status"),
                ParameterFormat.valueOf(row.getString("parameter_format")),
                Json.events().readValue(row.getString("components"), COMPONENTS),
                row.getString("rejection_reason"));
    }

    private record Key(TenantId tenant, UUID id) {}
}
