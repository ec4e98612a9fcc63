package io.parley.ingest.ledger;

import io.parley.contract.TenantId;
import io.parley.ingest.webhook.EventFilter;
import io.parley.ingest.webhook.EventStatus;
import io.parley.kit.json.Json;
import io.parley.kit.web.PageRequest;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;

/** Reads a tenant's raw events, newest first. Pages and totals come from an index; rows are read for one page only. */
@Repository
@Transactional(readOnly = true)
class EventQueries {

    private static final TypeReference<Map<Integer, Map<String, Object>>> OUTCOMES = new TypeReference<>() {};

    private static final String STATUS =
            "webhook_status(e.disposition, e.elements, e.applied, e.duplicate, e.ignored, e.dead) as status";

    private final JdbcClient jdbc;

    EventQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public long count(TenantId tenant, EventFilter filter) {
        return selecting("select count(*) from raw_webhook_event e where " + EventFilter.CONDITION, tenant, filter)
                .query(Long.class)
                .single();
    }

    public List<WebhookEvent> page(TenantId tenant, EventFilter filter, PageRequest page) {
        var place = page.cursor().map(Cursor::parse);
        var sql = "select e.*, " + STATUS + " from (select e.tenant_id, e.id from raw_webhook_event e where "
                + EventFilter.CONDITION
                + (place.isPresent() ? " and (e.received_at, e.id) < (:at, :id)" : "")
                + " order by e.received_at desc, e.id desc limit :limit offset :offset) as found"
                + " join raw_webhook_event e using (tenant_id, id) order by e.received_at desc, e.id desc";
        var query = selecting(sql, tenant, filter)
                .param("limit", page.limit())
                .param("offset", place.isPresent() ? 0L : page.offset());
        if (place.isPresent()) {
            query = query.param("at", place.get().at().atOffset(ZoneOffset.UTC))
                    .param("id", place.get().id());
        }
        return query.query((row, number) -> event(row)).list();
    }

    public Optional<WebhookEvent.Detail> find(TenantId tenant, UUID id) {
        return jdbc.sql("select e.*, b.body, " + STATUS + """
                         from raw_webhook_event e join raw_webhook_body b using (tenant_id, id)
                        where e.tenant_id = :tenant and e.id = :id and e.elements is not null""")
                .param("tenant", tenant.value())
                .param("id", id)
                .query((row, number) -> detail(row))
                .optional();
    }

    private JdbcClient.StatementSpec selecting(String sql, TenantId tenant, EventFilter filter) {
        return jdbc.sql(sql)
                .param("tenant", tenant.value())
                .param("status", filter.statusName())
                .param("since", filter.sinceText())
                .param("until", filter.untilText());
    }

    private static WebhookEvent event(ResultSet row) throws SQLException {
        return new WebhookEvent(
                row.getObject("id", UUID.class),
                row.getString("phone_number_id"),
                row.getString("field"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                EventStatus.valueOf(row.getString("status")),
                row.getInt("elements"));
    }

    private static WebhookEvent.Detail detail(ResultSet row) throws SQLException {
        var event = event(row);
        @Nullable OffsetDateTime erasedAt = row.getObject("erased_at", OffsetDateTime.class);
        return new WebhookEvent.Detail(
                event.id(),
                event.phoneNumberId(),
                event.field(),
                event.receivedAt(),
                event.status(),
                outcomes(row, event.elements()),
                erasedAt == null ? new String(row.getBytes("body"), StandardCharsets.UTF_8) : "null",
                erasedAt == null ? null : erasedAt.toInstant());
    }

    private static List<WebhookEvent.Outcome> outcomes(ResultSet row, int elements) throws SQLException {
        var said = Json.events().readValue(row.getString("outcomes"), OUTCOMES);
        var otherwise = row.getString("disposition").equals("DISABLED")
                ? Map.<String, Object>of("outcome", "IGNORED", "reason", "WEBHOOK_DISABLED")
                : Map.<String, Object>of("outcome", "PENDING");
        return IntStream.range(0, elements)
                .mapToObj(index -> outcome(index, said.getOrDefault(index, otherwise)))
                .toList();
    }

    private static WebhookEvent.Outcome outcome(int index, Map<String, Object> said) {
        return new WebhookEvent.Outcome(
                index,
                (String) said.get("kind"),
                (String) said.get("id"),
                String.valueOf(said.get("outcome")),
                (String) said.get("reason"),
                (String) said.get("by"));
    }
}
