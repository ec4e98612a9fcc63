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
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads messages for people, newest first. */
@Repository
class MessageQueries {

    /** Up to here, skipping rows is cheaper than finding out where to begin. */
    private static final int NEAR = 200;

    private final JdbcClient jdbc;
    private final MessageCounts counts;

    MessageQueries(JdbcClient jdbc, MessageCounts counts) {
        this.jdbc = jdbc;
        this.counts = counts;
    }

    /** One page and where it stands. */
    record Page(List<MessageEvent> messages, Pagination pagination) {}

    /** Returns one page of a tenant's messages; total and page are of the same moment. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Page list(TenantId tenant, MessageFilter filter, PageRequest request) {
        var cursor = request.cursor().map(Cursor::parse).orElse(null);
        if (cursor == null && request.offset() > NEAR && filter.conversationId() == null) {
            return farPage(tenant, filter, request);
        }
        var total = filter.conversationId() == null ? counts.count(tenant, filter) : countThread(tenant, filter);
        var offset = cursor == null ? request.offset() : 0;
        return page(offset < total ? rows(tenant, filter, cursor, offset, request.limit()) : List.of(), request, total);
    }

    /** What of the list is later than the page is counted, not read. */
    private Page farPage(TenantId tenant, MessageFilter filter, PageRequest request) {
        var later = filter.until() == null ? 0 : counts.count(tenant, filter.within(filter.until(), null));
        var located = counts.locate(tenant, filter, request.offset() + later);
        var total = filter.since() == null && filter.until() == null ? located.total() : counts.count(tenant, filter);
        var anchor = located.anchor();
        if (request.offset() >= total) {
            return page(List.of(), request, total);
        }
        var rows = anchor == null || anchor.skipped() <= later
                ? rows(tenant, filter, null, request.offset(), request.limit())
                : behind(
                        tenant,
                        filter.within(filter.since(), anchor.before()),
                        request.offset() + later - anchor.skipped(),
                        request.limit());
        return page(rows, request, total);
    }

    private static Page page(List<Row> rows, PageRequest request, long total) {
        var next = rows.size() < request.limit() ? null : rows.getLast().cursor();
        return new Page(rows.stream().map(Row::message).toList(), Pagination.of(request, total, next));
    }

    /** Where many are to be skipped, finds the row before the page without fetching those before it: their index tells enough. */
    private List<Row> behind(TenantId tenant, MessageFilter filter, long offset, int limit) {
        if (offset <= NEAR) {
            return rows(tenant, filter, null, offset, limit);
        }
        var last = bind(tenant, filter, "select created_at, position from message " + filter.where() + """
                        order by created_at desc, position desc limit 1 offset :offset""")
                .param("offset", offset - 1)
                .query((row, count) -> Cursor.after(
                        row.getObject("created_at", OffsetDateTime.class).toInstant(), row.getLong("position")))
                .optional();
        return last.map(place -> rows(tenant, filter, place, 0, limit)).orElse(List.of());
    }

    private List<Row> rows(TenantId tenant, MessageFilter filter, @Nullable Cursor after, long offset, int limit) {
        var behind = after == null ? "" : "and (created_at, position) < (:before::timestamptz, :position) ";
        return bind(tenant, filter, "select * from message " + filter.where() + behind + """
                        order by created_at desc, position desc limit :limit offset :offset""")
                .param("before", after == null ? null : after.createdAt().toString())
                .param("position", after == null ? 0L : after.position())
                .param("limit", limit)
                .param("offset", offset)
                .query((row, count) -> new Row(MessageRow.read(row), row.getLong("position")))
                .list();
    }

    /** A thread is counted by its index. */
    private long countThread(TenantId tenant, MessageFilter filter) {
        return bind(tenant, filter, "select count(*) from message " + filter.where())
                .query(Long.class)
                .single();
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
