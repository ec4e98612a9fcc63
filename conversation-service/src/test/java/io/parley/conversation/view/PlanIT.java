package io.parley.conversation.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.Conversation;
import io.parley.contract.ConversationStatus;
import io.parley.contract.Role;
import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import io.parley.kit.security.Caller;
import io.parley.kit.tenant.TenantContext;
import io.parley.kit.web.PageRequest;
import io.parley.testkit.Infrastructure;
import io.parley.testkit.ServiceTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How many rows each list really looks at, for a tenant with 100,000 conversations among 200,000 and 500 tenants with
 * one each. It fails where an index is not used: then they are tens of thousands.
 */
@ServiceTest
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class PlanIT {

    private static final int SIZE = 100_000;
    private static final int NEIGHBOURS = 500;
    private static final int FEW = 6_000;

    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private final UUID agent = UUID.randomUUID();
    private final Caller caller = new Caller(tenant, agent, Role.AGENT, "Grace");

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transaction;

    /** As an operator who loads a dump would: triggers are off. Threads with something unread have their keys. */
    @BeforeAll
    void fillTheInbox() {
        var operator = Infrastructure.shared().operator("conversation");
        for (var owner : List.of(tenant.value(), UUID.randomUUID())) {
            operator.sql("""
                            insert into conversation (tenant_id, id, phone_number_id, phone_number, contact_name, status,
                              assigned_to, tags, version, unread_count, last_message_at, last_message_id, untrimmed,
                              search_text, changed, revision, created_at, updated_at)
                            select ?, gen_random_uuid(), 'generated', '+4477' || i, 'Ada ' || i,
                              case when i % 5 = 0 then 'OPEN' else 'CLOSED' end, case when i % 100 = 0 then ? end,
                              case when i % 200 = 0 then array['rare'] else '{}' end, 1, (i % 50 = 0)::integer,
                              now() - i * interval '41 s', gen_random_uuid(), 0, 'ada ' || i || E'\\n4477' || i, '{}', 1,
                              now(), now()
                            from generate_series(1, ?) i""").param(owner).param(agent).param(SIZE).update();
            operator.sql("""
                            insert into conversation_key
                            select tenant_id, id, text_keys(tenant_id, search_text)
                              || array(select tag_key(tenant_id, tag) from unnest(tags) tag)
                            from conversation where tenant_id = ? and unread_count > 0""").param(owner).update();
            operator.sql("""
                            insert into inbox_count
                            select c.tenant_id, p.facet, p.width, p.bucket, count(*)
                            from conversation c, inbox_places(c.status, c.assigned_to, c.unread_count, c.last_message_at, c.tags) p
                            where c.tenant_id = ? group by 1, 2, 3, 4""").param(owner).update();
        }
        operator.sql("""
                        with added as (
                          insert into conversation (tenant_id, id, phone_number_id, phone_number, contact_name, status, tags,
                            version, unread_count, last_message_at, last_message_id, untrimmed, search_text, changed, revision,
                            created_at, updated_at)
                          select gen_random_uuid(), gen_random_uuid(), 'generated', '+4477' || i, 'Bob', 'OPEN', '{}', 1, 0, now(),
                            gen_random_uuid(), 0, 'bob', '{}', 1, now(), now()
                          from generate_series(1, ?) i
                          returning *)
                        insert into inbox_count
                        select c.tenant_id, p.facet, p.width, p.bucket, 1
                        from added c, inbox_places(c.status, c.assigned_to, c.unread_count, c.last_message_at, c.tags) p""").param(NEIGHBOURS).update();
        for (var table : List.of("conversation", "conversation_key", "inbox_count")) {
            operator.sql("analyze " + table).update();
        }
    }

    @Test
    void listsTheNewest() {
        assertThat(rowsFor(filter(null, null, null, null, null), 1)).isLessThan(FEW);
    }

    @Test
    void listsAFarPage() {
        assertThat(rowsFor(filter(null, null, null, null, null), SIZE / 50 - 1)).isLessThan(FEW);
        assertThat(rowsFor(filter(ConversationStatus.CLOSED, null, null, null, null), SIZE / 100))
                .isLessThan(FEW);
    }

    @Test
    void findsOnAFarPageWhatCountingUpToItWouldFind() {
        for (var status : ConversationStatus.values()) {
            var page = status == ConversationStatus.OPEN ? 390 : 1_500;
            var expected = inTransaction(() -> jdbc.sql("""
                            select id from conversation where tenant_id = ? and status = ?
                            order by last_message_at desc, id desc limit 50 offset ?""")
                    .param(tenant.value())
                    .param(status.name())
                    .param((page - 1) * 50)
                    .query((row, number) -> row.getObject("id", UUID.class))
                    .list());

            var found = inTransaction(() -> new ConversationQueries(jdbc)
                    .list(caller, filter(status, null, null, null, null), new PageRequest(page, 50, Optional.empty()))
                    .conversations());

            assertThat(found).extracting(Conversation::id).isEqualTo(expected).hasSize(50);
        }
    }

    @Test
    void listsByStatusAssigneeAndUnread() {
        assertThat(rowsFor(filter(ConversationStatus.OPEN, null, null, null, null), 1))
                .isLessThan(FEW);
        assertThat(rowsFor(filter(null, null, "me", null, null), 1)).isLessThan(FEW);
        assertThat(rowsFor(filter(ConversationStatus.OPEN, null, "me", null, null), 1))
                .isLessThan(FEW);
        assertThat(rowsFor(filter(null, null, null, null, true), 1)).isLessThan(FEW);
    }

    @Test
    void searchesByKeys() {
        assertThat(rowsFor(filter(null, "477700", null, null, null), 1)).isLessThan(FEW);
        assertThat(rowsFor(filter(null, "da 99950", null, null, null), 1)).isLessThan(FEW);
        assertThat(rowsFor(filter(null, "nobody at all", null, null, null), 1)).isLessThan(FEW);
    }

    @Test
    void listsByTag() {
        assertThat(rowsFor(filter(null, null, null, "rare", null), 1)).isLessThan(FEW);
        assertThat(rowsFor(filter(null, null, null, "none has it", null), 1)).isLessThan(FEW);
    }

    private static ConversationFilter filter(
            @Nullable ConversationStatus status,
            @Nullable String search,
            @Nullable String assignedTo,
            @Nullable String tag,
            @Nullable Boolean unread) {
        return new ConversationFilter(status, search, assignedTo, tag, unread);
    }

    private <T> T inTransaction(Supplier<T> work) {
        return TenantContext.call(tenant, () -> Objects.requireNonNull(transaction.execute(status -> work.get())));
    }

    /** Lists, and returns how many rows the statements that it took have read from tables and indexes. */
    private long rowsFor(ConversationFilter filter, int page) {
        var statements = new ArrayList<String>();
        var watched = new ConversationQueries(sql -> {
            statements.add(sql);
            return jdbc.sql(sql);
        });
        var request = new PageRequest(page, 50, Optional.empty());
        return TenantContext.call(
                tenant,
                () -> transaction.execute(status -> {
                    watched.list(caller, filter, request);
                    return statements.stream()
                            .mapToLong(sql -> rows(sql, filter, request))
                            .sum();
                }));
    }

    private long rows(String sql, ConversationFilter filter, PageRequest request) {
        var positional = sql.contains("?");
        var query = jdbc.sql("explain (analyze, format json) " + sql);
        if (positional) {
            query.param(tenant.value()).param("");
        } else {
            parameters(sql, filter, request).forEach(query::param);
        }
        var plan = query.query(String.class).single();
        return rowsOf(new JsonMapper().readTree(plan).path(0).path("Plan"));
    }

    private Map<String, Object> parameters(String sql, ConversationFilter filter, PageRequest request) {
        var selection = Selection.of(caller, filter);
        var parameters = new HashMap<>(selection.parameters());
        parameters.put("tenant", tenant.value());
        parameters.put("facet", selection.facet());
        parameters.put("limit", request.limit());
        parameters.put("most", 2_001);
        parameters.put("offset", request.offset());
        parameters.put("wanted", String.valueOf(selection.wanted()));
        if (sql.contains(":found")) {
            var probe = jdbc.sql(ConversationQueries.PROBE.formatted(selection.keyed()));
            parameters.forEach(probe::param);
            parameters.put(
                    "found",
                    Columns.of(
                            probe.query((row, number) -> row.getObject("conversation_id", UUID.class))
                                    .list(),
                            id -> id));
        }
        if (sql.contains(":at")) {
            var query = jdbc.sql(ConversationQueries.START_OF_FAR_PAGE);
            parameters.forEach(query::param);
            var start = query.query().singleRow();
            var bucket = number(start.get("bucket"));
            parameters.put("at", Instant.ofEpochSecond((bucket + 1) * 900).toString());
            parameters.put("offset", request.offset() - number(start.get("passed")));
        }
        return parameters;
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : -1;
    }

    private static long rowsOf(JsonNode node) {
        var looked = node.has("Relation Name") || node.has("Index Name")
                ? (node.path("Actual Rows").asDouble()
                                + node.path("Rows Removed by Filter").asDouble()
                                + node.path("Rows Removed by Index Recheck").asDouble())
                        * node.path("Actual Loops").asDouble()
                : 0;
        return (long) looked
                + node.path("Plans").valueStream().mapToLong(PlanIT::rowsOf).sum();
    }
}
