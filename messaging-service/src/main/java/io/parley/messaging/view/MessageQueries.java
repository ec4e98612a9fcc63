package io.parley.messaging.view;

import io.parley.contract.MessageError;
import io.parley.contract.MessageEvent;
import io.parley.contract.TenantId;
import io.parley.kit.json.Json;
import io.parley.kit.web.PageRequest;
import io.parley.kit.web.Pagination;
import io.parley.messaging.message.MessageRow;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Reads messages for people, newest first. */
@Repository
class MessageQueries {

    private static final String MATCHES = """
            where tenant_id = :tenant
              and (:conversation::uuid is null or conversation_id = :conversation::uuid)
              and (:direction::text is null or direction = :direction)
              and (:status::text is null or status = :status)
              and (:type::text is null or type = :type)
              and (:since::timestamptz is null or created_at >= :since::timestamptz)
              and (:until::timestamptz is null or created_at < :until::timestamptz)
            """;

    private final JdbcClient jdbc;

    MessageQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One page and where it stands. */
    record Page(List<MessageEvent> messages, Pagination pagination) {}

    /** Returns one page of a tenant's messages. */
    @Transactional(readOnly = true)
    public Page list(TenantId tenant, MessageFilter filter, PageRequest request) {
        var cursor = request.cursor().map(Cursor::parse);
        var rows = bind(tenant, filter, "select * from message " + MATCHES + """
                          and (:before::timestamptz is null or (created_at, position) < (:before::timestamptz, :position))
                        order by created_at desc, position desc limit :limit offset :offset""")
                .param(
                        "before",
                        cursor.map(place -> place.createdAt().toString()).orElse(null))
                .param("position", cursor.map(Cursor::position).orElse(0L))
                .param("limit", request.limit())
                .param("offset", cursor.isPresent() ? 0L : request.offset())
                .query((row, count) -> new Row(MessageRow.read(row), row.getLong("position")))
                .list();
        var total = bind(tenant, filter, "select count(*) from message " + MATCHES)
                .query(Long.class)
                .single();
        var next = rows.size() < request.limit() ? null : rows.getLast().cursor();
        return new Page(rows.stream().map(Row::message).toList(), Pagination.of(request, total, next));
    }

    /** Returns one message with everything that became of it; empty where the tenant has none such. */
    @Transactional(readOnly = true)
    public Optional<MessageDetail> find(TenantId tenant, UUID id) {
        var found = jdbc.sql("select * from message where tenant_id = ? and id = ?")
                .param(tenant.value())
                .param(id)
                .query((row, count) -> new Found(MessageRow.read(row), row.getObject("sent_at", OffsetDateTime.class)))
                .optional();
        return found.map(one -> MessageDetail.of(one.message(), history(tenant, one)));
    }

    /** WhatsApp tells time in seconds and several statuses may share one, so within a second the stage decides. */
    private List<MessageDetail.Step> history(TenantId tenant, Found found) {
        var steps = new ArrayList<MessageDetail.Step>();
        steps.add(MessageDetail.Step.first(found.message()));
        steps.addAll(MessageDetail.Step.acceptance(found.message(), found.sentAt()));
        var wamid = found.message().whatsappId();
        if (wamid == null) {
            return steps;
        }
        steps.addAll(jdbc.sql("""
                        select status, at, error from message_status
                        where tenant_id = ? and phone_number_id = ? and wamid = ?
                        order by at, array_position(array['sent', 'delivered', 'read', 'played'], status), received_at""")
                .param(tenant.value())
                .param(found.message().phoneNumberId())
                .param(wamid)
                .query((row, count) -> MessageDetail.Step.reported(
                        row.getString("status"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        error(row.getString("error"))))
                .list());
        return steps;
    }

    private JdbcClient.StatementSpec bind(TenantId tenant, MessageFilter filter, String sql) {
        return jdbc.sql(sql)
                .param("tenant", tenant.value())
                .param("conversation", textOf(filter.conversationId()))
                .param("direction", textOf(filter.direction()))
                .param("status", textOf(filter.status()))
                .param("type", textOf(filter.type()))
                .param("since", textOf(filter.since()))
                .param("until", textOf(filter.until()));
    }

    private static @Nullable String textOf(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static @Nullable MessageError error(@Nullable String json) {
        return json == null ? null : Json.events().readValue(json, MessageError.class);
    }

    private record Row(MessageEvent message, long position) {
        String cursor() {
            return Cursor.after(message.createdAt(), position).text();
        }
    }

    private record Found(MessageEvent message, @Nullable OffsetDateTime sentAt) {}
}
