package io.parley.conversation.view;

import io.parley.contract.Conversation;
import io.parley.conversation.inbox.ConversationState;
import io.parley.conversation.inbox.RecentMessages;
import io.parley.kit.security.Caller;
import io.parley.kit.web.PageRequest;
import io.parley.kit.web.Pagination;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    private static final String PROBE = "select count(*) from (select from conversation_key k where %s limit :most) as first";

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
        var probe = selection.isText() ? probe(caller, selection) : 0;
        var rare = selection.isText() && probe <= RARE;
        var total = total(caller, selection, probe);
        var offset = cursor.isPresent() ? 0 : request.offset();
        var rows = offset >= total && cursor.isEmpty()
                ? List.<Conversation>of()
                : page(caller, selection, new Part(cursor, offset, request.limit(), rare));
        var next = rows.size() < request.limit()
                ? null
                : Cursor.after(rows.getLast()).text();
        return new Page(rows, Pagination.of(request, total, next));
    }

    private record Part(Optional<Cursor> cursor, long offset, int limit, boolean rare) {}

    private List<Conversation> page(Caller caller, Selection selection, Part part) {
        var where = new StringBuilder(selection.where());
        var offset = part.offset();
        Optional<Start> start = part.offset() > FAR && !selection.isText() && !selection.allRead()
                ? start(caller, selection, part.offset())
                : Optional.empty();
        if (part.rare()) {
            where.append(" and c.id in (select k.conversation_id from conversation_key k where ")
                    .append(selection.keyed())
                    .append(")");
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
                .ifPresent(place -> query.param("at", place.lastMessageAt().toString()).param("id", place.id()));
        start.ifPresent(place -> query.param("at", place.before().toString()));
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

    private long total(Caller caller, Selection selection, long probe) {
        if (!selection.isText()) {
            var all = counted(caller, selection.facet());
            return selection.allRead() ? all - counted(caller, selection.facet() + "|u") : all;
        }
        if (probe == 0 || selection.isTagAlone()) {
            return probe;
        }
        if (selection.isKeyedExactly()) {
            return probe <= RARE ? probe : bind(caller, selection, COUNT_KEYS.formatted(selection.keyed()))
                    .query(Long.class)
                    .single();
        }
        return bind(caller, selection, COUNT_MATCHES.formatted(selection.keyed(), selection.where()))
                .query(Long.class)
                .single();
    }

    private long counted(Caller caller, String facet) {
        return jdbc.sql("select n from inbox_count where tenant_id = ? and facet = ? and width = 0 and bucket = 0")
                .param(caller.tenant().value())
                .param(facet)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** Returns how many have the keys that matches have, as far as that tells rare ones from others. */
    private long probe(Caller caller, Selection selection) {
        if (selection.isTagAlone()) {
            return counted(caller, "#" + selection.tag());
        }
        return bind(caller, selection, PROBE.formatted(selection.keyed()))
                .param("most", RARE + 1)
                .query(Long.class)
                .single();
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
