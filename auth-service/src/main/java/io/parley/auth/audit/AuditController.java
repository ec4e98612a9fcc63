package io.parley.auth.audit;

import io.parley.auth.account.Slice;
import io.parley.kit.json.Json;
import io.parley.kit.security.Caller;
import io.parley.kit.web.PageRequest;
import io.parley.kit.web.Pagination;
import io.parley.kit.web.Success;
import io.swagger.v3.oas.annotations.Operation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Shows owners who changed what, newest first. */
@RestController
class AuditController {

    private final JdbcClient jdbc;

    AuditController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record AuditPage(List<Entry> entries, Pagination pagination) {}

    record Entry(
            UUID id,
            Instant at,
            ActorView actor,
            String action,
            Target target,
            JsonNode details,
            String address,
            String requestId) {}

    record ActorView(UUID id, String name) {}

    record Target(String type, String id) {}

    @Operation(
            summary = "Read the audit log",
            description = "Who changed users, keys and settings, when, and from where. Newest first.")
    @GetMapping("/api/auth/audit")
    @PreAuthorize("hasRole('OWNER')")
    @Transactional(readOnly = true)
    public Success<AuditPage> list(Caller caller, PageRequest page) {
        var slice = Slice.of(page);
        var rows = jdbc.sql("""
                        select * from audit_log where tenant_id = ? and entry_id < ?
                        order by entry_id desc limit ? offset ?""")
                .params(caller.tenant().value(), slice.before(), slice.rows(), slice.offset())
                .query((row, number) -> entryOf(row))
                .list();
        var total = jdbc.sql("select coalesce(max(entries), 0) from audit_total where tenant_id = ?")
                .param(caller.tenant().value())
                .query(Long.class)
                .single();
        return Success.of(new AuditPage(slice.shown(rows), slice.pagination(rows, total, Entry::id)));
    }

    private static Entry entryOf(ResultSet row) throws SQLException {
        return new Entry(
                row.getObject("entry_id", UUID.class),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                new ActorView(row.getObject("actor_id", UUID.class), row.getString("actor_name")),
                row.getString("action"),
                new Target(row.getString("target_type"), row.getString("target_id")),
                Json.events().readTree(row.getString("details")),
                row.getString("address"),
                row.getString("request_id"));
    }
}
