package io.parley.template.book;

import io.parley.contract.TemplateChanged.ParameterFormat;
import io.parley.contract.TenantId;
import io.parley.kit.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/** Reads rows of the table {@code template}. */
public final class TemplateRow {

    private TemplateRow() {}

    /** Returns the template in the current row. */
    public static Template read(ResultSet row) throws SQLException {
        return new Template(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getObject("id", UUID.class),
                new TemplateKey(row.getString("business_account_id"), row.getString("name"), row.getString("language")),
                row.getString("meta_id"),
                row.getString("category"),
                new Form(ParameterFormat.valueOf(row.getString("parameter_format")), (ArrayNode)
                        Json.events().readTree(row.getString("components"))),
                new Standing(row.getString("status"), row.getString("rejection_reason"), row.getString("quality")),
                new Told(
                        time(row, "status_told_at"),
                        time(row, "quality_told_at"),
                        time(row, "category_told_at"),
                        time(row, "components_told_at")),
                new Times(
                        time(row, "created_at"),
                        time(row, "updated_at"),
                        time(row, "submitted_at"),
                        optionalTime(row, "deleted_at")));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant optionalTime(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
