package io.parley.testkit;

import io.parley.contract.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks for words in everything that a schema holds, to tell where something is left that ought to be gone. */
public final class Scan {

    private Scan() {}

    private record Column(String table, String name, String type, boolean ofTenant) {}

    /**
     * Returns {@code table.column: word} for each place where one of {@code words} stands, in any case. Looks at what the
     * caller can see: a service's role sees the rows of the tenants in its transaction.
     *
     * @param tenant whose rows are looked at; null for everybody's
     */
    public static List<String> of(JdbcClient jdbc, String schema, @Nullable TenantId tenant, String... words) {
        var places = new TreeSet<String>();
        for (var column : columns(jdbc, schema)) {
            for (var word : words) {
                if (holds(jdbc, schema, column, tenant, word)) {
                    places.add(column.table() + "." + column.name() + ": " + word);
                }
            }
        }
        return new ArrayList<>(places);
    }

    private static List<Column> columns(JdbcClient jdbc, String schema) {
        return jdbc.sql("""
                        select c.relname, a.attname, a.atttypid::regtype::text, exists (
                          select 1 from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id')
                        from pg_class c join pg_attribute a on a.attrelid = c.oid
                        where c.relnamespace = ?::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0
                          and not a.attisdropped and c.relname <> 'flyway_schema_history'
                          and a.atttypid::regtype::text in ('text', 'text[]', 'jsonb', 'json', 'bytea', 'character varying')""")
                .param(schema)
                .query((row, number) ->
                        new Column(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4)))
                .list();
    }

    private static boolean holds(
            JdbcClient jdbc, String schema, Column column, @Nullable TenantId tenant, String word) {
        var text = column.type().equals("bytea")
                ? "encode(\"%s\", 'escape')".formatted(column.name())
                : "\"%s\"::text".formatted(column.name());
        var sql = "select exists (select 1 from %s.\"%s\" where %s ilike ?".formatted(schema, column.table(), text)
                + (tenant != null && column.ofTenant() ? " and tenant_id = ?)" : ")");
        var query = jdbc.sql(sql).param("%" + word + "%");
        if (tenant != null && column.ofTenant()) {
            query = query.param(tenant.value());
        }
        return query.query(Boolean.class).single();
    }
}
