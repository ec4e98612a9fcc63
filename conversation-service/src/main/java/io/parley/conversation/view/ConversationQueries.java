package io.parley.conversation.view;

import io.parley.contract.Conversation;
import io.parley.conversation.inbox.ConversationState;
import io.parley.conversation.inbox.RecentMessages;
import io.parley.kit.database.Columns;
import io.parley.kit.security.Caller;
import io.parley.kit.web.PageRequest;
import io.parley.kit.web.Pagination;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lists conversations, those with the newest message first. Totals come from counters, and a far page begins where the
 * counters say; what is searched for is found by its keys where it is rare, and on the way through the list where not.
 */
@Repository
class ConversationQueries {

    private static final int FAR = 500;
    private static final int RARE = 2_000;

    private static final String SELECT = """
            select row_to_json(c) as conversation, m.* from (
              select * from conversation c where %s order by last_message_at desc, id desc limit :limit offset :offset) c
            left join recent_message m on m.tenant_id = :tenant and m.tenant_id = c.tenant_id
              and m.conversation_id = c.id and m.id = c.last_message_id
            order by c.last_message_at desc, c.id desc""";

    static final String PROBE = "select k.conversation_id from conversation_key k where %s limit :most";

    private static final String COUNT_FOUND =
            "select count(*) from conversation c where %s and c.id = any (:found::uuid[])";

    private static final String COUNT_KEYS = "select count(*) from conversation_key k where %s";

    private static final String COUNT_MATCHES = """
            select count(*) from conversation_key k join conversation c on c.tenant_id = :tenant and c.id = k.conversation_id
            where %s and %s""";

    static final String START_OF_FAR_PAGE = """
            with day as (
              select bucket, passed from (
                select bucket, sum(n) over (order by bucket desc) - n as passed from inbox_count
                where tenant_id = :tenant and facet = :facet and width = 1) as days
              where passed <= :offset order by bucket limit 1)
            select quarter.bucket, quarter.passed from day cross join lateral (
              select bucket, day.passed + sum(n) over (order by bucket desc) - n as passed from inbox_count
              where tenant_id = :tenant and facet = :facet and width = 2
                and bucket >= day.bucket * 96 and bucket < (day.bucket + 1) * 96) as quarter
            where quarter.passed <= :offset order by quarter.bucket limit 1""";

    private static final long SECONDS_OF_BUCKET = 900;

    private final JdbcClient jdbc;

    ConversationQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One page and where it stands. */
    record Page(List<Conversation> conversations, Pagination pagination) {}

    /** Returns one page, all of it from one moment. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Page list(Caller caller, ConversationFilter filter, PageRequest request) {
        var selection = Selection.of(caller, filter);
        var cursor = request.cursor().map(Cursor::parse);
        var found = find(caller, selection);
        var offset = cursor.isPresent() ? 0 : request.offset();
        var rows = offset >= found.total() && cursor.isEmpty()
                ? List.<Conversation>of()
                : page(caller, selection, found, new Part(cursor, offset, request.limit()));
        var next = rows.size() < request.limit()
                ? null
                : Cursor.after(rows.getLast()).text();
        return new Page(rows, Pagination.of(request, found.total(), next));
    }

    private record Part(Optional<Cursor> cursor, long offset, int limit) {}

    /**
     * What is known of the matches before they are read.
     *
     * @param ids of whatever may match where that is little, else empty
     */
    private record Found(long total, Optional<List<UUID>> ids) {}

    private List<Conversation> page(Caller caller, Selection selection, Found found, Part part) {
        var where = new StringBuilder(selection.where());
        var offset = part.offset();
        Optional<Start> start = part.offset() > FAR && !selection.isText() && !selection.allRead()
                ? start(caller, selection, part.offset())
                : Optional.empty();
        if (found.ids().isPresent()) {
            where.append(" and c.id = any (:found::uuid[])");
        }
        if (part.cursor().isPresent()) {
            where.append(" and (c.last_message_at, c.id) < (:at::timestamptz, :id)");
        }
        if (start.isPresent()) {
            where.append(" and c.last_message_at < :at::timestamptz");
            offset -= start.get().passed();
        }
        var query = bind(caller, selection, SELECT.formatted(where))
                .param("limit", part.limit())
                .param("offset", offset);
        part.cursor()
                .ifPresent(place ->
                        query.param("at", place.lastMessageAt().toString()).param("id", place.id()));
        start.ifPresent(place -> query.param("at", place.before().toString()));
        found.ids().ifPresent(ids -> query.param("found", Columns.of(ids, id -> id)));
        return query.query((row, number) -> conversation(row)).list();
    }

    /** Where a far page begins: so many conversations have their last message at this time or later. */
    private record Start(Instant before, long passed) {}

    private Optional<Start> start(Caller caller, Selection selection, long offset) {
        return jdbc.sql(START_OF_FAR_PAGE)
                .param("tenant", caller.tenant().value())
                .param("facet", selection.facet())
                .param("offset", offset)
                .query((row, number) -> new Start(
                        Instant.ofEpochSecond((row.getLong("bucket") + 1) * SECONDS_OF_BUCKET), row.getLong("passed")))
                .optional();
    }

    private Found find(Caller caller, Selection selection) {
        if (!selection.isText()) {
            var all = counted(caller, selection.facet());
            var left = selection.allRead() ? all - counted(caller, selection.facet() + "|u") : all;
            return new Found(left, Optional.empty());
        }
        if (selection.isTagAlone()) {
            var total = counted(caller, "#" + selection.tag());
            return new Found(total, total > RARE ? Optional.empty() : Optional.of(probe(caller, selection)));
        }
        var ids = probe(caller, selection);
        if (ids.size() > RARE) {
            var sql = selection.isKeyedExactly()
                    ? COUNT_KEYS.formatted(selection.keyed())
                    : COUNT_MATCHES.formatted(selection.keyed(), selection.where());
            return new Found(count(bind(caller, selection, sql)), Optional.empty());
        }
        if (ids.isEmpty() || selection.isKeyedExactly()) {
            return new Found(ids.size(), Optional.of(ids));
        }
        var query = bind(caller, selection, COUNT_FOUND.formatted(selection.where()));
        return new Found(count(query.param("found", Columns.of(ids, id -> id))), Optional.of(ids));
    }

    private static long count(JdbcClient.StatementSpec query) {
        return query.query(Long.class).single();
    }

    private long counted(Caller caller, String facet) {
        return jdbc.sql("select n from inbox_count where tenant_id = ? and facet = ? and width = 0 and bucket = 0")
                .param(caller.tenant().value())
                .param(facet)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** Returns what has the keys that matches have, or one more than are rare. */
    private List<UUID> probe(Caller caller, Selection selection) {
        return bind(caller, selection, PROBE.formatted(selection.keyed()))
                .param("most", RARE + 1)
                .query((row, number) -> row.getObject("conversation_id", UUID.class))
                .list();
    }

    private JdbcClient.StatementSpec bind(Caller caller, Selection selection, String sql) {
        var query = jdbc.sql(sql).param("tenant", caller.tenant().value());
        selection.parameters().forEach(query::param);
        return selection.wanted() == null ? query : query.param("wanted", selection.wanted());
    }

    private static Conversation conversation(ResultSet row) throws SQLException {
        var state = ConversationState.read(row.getString("conversation"));
        return state.view(
                row.getObject("id") == null ? null : RecentMessages.read(row).message());
    }
}
