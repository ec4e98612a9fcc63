package io.parley.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.kit.tenant.TenantContext;
import io.parley.testkit.Api;
import io.parley.testkit.TestTenant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Lists know how long they are and where their pages begin, whatever happens to messages. */
@SuppressWarnings("NullAway.Init")
class MessageListIT extends MessagingTest {

    static final int MESSAGES = 3_000;

    /** Three thousand messages, one every 97 s or so: three days and a bit, some of them at the same moment. */
    static final String FILL = """
            insert into message (tenant_id, id, conversation_id, customer_id, phone_number_id, direction, type, content,
              status, created_at, updated_at)
            select :tenant, gen_random_uuid(), :tenant, :tenant, '1',
              case when i % 3 = 0 then 'OUTBOUND' else 'INBOUND' end,
              case when i % 7 = 0 then 'IMAGE' else 'TEXT' end, '{}',
              case when i % 3 = 0 then (array['QUEUED', 'SENT', 'READ', 'FAILED'])[1 + i % 4] else 'DELIVERED' end,
              timestamptz '2026-03-01T22:50:00Z' + (i / 2) * interval '194 seconds', now()
            from generate_series(1, :count) as i""";

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transaction;

    TestTenant tenant = TestTenant.create();

    @BeforeEach
    void fill() {
        within(() -> jdbc.sql(FILL)
                .param("tenant", tenant.id().value())
                .param("count", MESSAGES)
                .update());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&direction=inbound",
                "&direction=OUTBOUND&status=failed",
                "&type=image",
                "&since=2026-03-02T03:17:11Z",
                "&until=2026-03-03T11:00:00Z",
                "&since=2026-03-02T00:00:00Z&until=2026-03-04T00:00:00Z",
                "&since=2026-03-02T05:10:00Z&until=2026-03-02T05:40:00Z",
                "&since=2026-03-02T05:10:00Z&until=2026-03-02T09:40:00Z&direction=inbound&type=text",
                "&since=2026-03-01T23:59:59.999Z&until=2026-03-04T00:00:00.001Z&status=DELIVERED",
                "&since=2026-03-04T00:00:00Z&until=2026-03-02T00:00:00Z"
            })
    void findsTheSameByPagesAsByCursors(String filter) {
        var byCursor = byCursor(filter);
        var byPage = new ArrayList<String>();
        for (var page = 1; page <= byCursor.size() / 100 + 1; page++) {
            var answer = list("?limit=100&page=" + page + filter);
            assertThat(total(answer)).isEqualTo(byCursor.size());
            byPage.addAll(idsOf(answer));
        }

        assertThat(byPage).isEqualTo(byCursor);
        assertThat(new LinkedHashSet<>(byPage)).hasSameSizeAs(byPage);
    }

    @Test
    void countsWhatItHolds() {
        assertThat(total(list("?limit=1"))).isEqualTo(MESSAGES);
        assertThat(total(list("?limit=1&direction=outbound"))).isEqualTo(MESSAGES / 3);
        assertThat(total(list("?limit=1&type=image"))).isEqualTo(MESSAGES / 7);
        assertThat(total(list("?limit=1&page=400"))).isEqualTo(MESSAGES);
        assertThat(idsOf(list("?limit=200&page=400"))).isEmpty();
    }

    @Test
    void countsAgainWhatChangesOrGoes() {
        within(() -> {
            jdbc.sql(
                            "update message set status = 'READ' where tenant_id = ? and status = 'DELIVERED' and type = 'IMAGE'")
                    .param(tenant.id().value())
                    .update();
            jdbc.sql(
                            "with gone as (delete from message where tenant_id = ? and status = 'FAILED' returning id) select 1")
                    .param(tenant.id().value())
                    .query(Integer.class)
                    .optional();
            jdbc.sql("update message set error = '{}' where tenant_id = ?")
                    .param(tenant.id().value())
                    .update();
        });

        assertSameAsRecount();
        await().atMost(SOON).until(() -> changesLeft() == 0);
        assertSameAsRecount();
    }

    @Test
    void forgetsWhatWasRolledBack() {
        TenantContext.run(
                tenant.id(),
                () -> transaction.executeWithoutResult(status -> {
                    jdbc.sql(FILL)
                            .param("tenant", tenant.id().value())
                            .param("count", 10)
                            .update();
                    status.setRollbackOnly();
                }));

        assertSameAsRecount();
    }

    @ParameterizedTest
    @CsvSource({
        "conversationId=x, conversationId",
        "direction=up, direction",
        "status=lost, status",
        "type=poem, type",
        "since=yesterday, since",
        "until=2026-13-01, until",
        "limit=0, limit",
        "page=0, page",
        "cursor=x, cursor"
    })
    void namesTheFilterThatIsWrong(String query, String field) {
        var answer = list("?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").path(0).path("field").asString(""))
                .as(answer.text())
                .isEqualTo(field);
    }

    private void assertSameAsRecount() {
        for (var status : List.of("QUEUED", "SENT", "DELIVERED", "READ", "FAILED")) {
            for (var type : List.of("TEXT", "IMAGE")) {
                assertThat(total(list("?limit=1&status=" + status + "&type=" + type)))
                        .as(status + " " + type)
                        .isEqualTo(recount(status, type));
            }
        }
    }

    private long recount(String status, String type) {
        return TenantContext.call(
                tenant.id(),
                () -> transaction.execute(
                        any -> jdbc.sql("select count(*) from message where tenant_id = ? and status = ? and type = ?")
                                .param(tenant.id().value())
                                .param(status)
                                .param(type)
                                .query(Long.class)
                                .single()));
    }

    private long changesLeft() {
        return jdbc.sql("select count(*) from message_count_change where tenant_id = ?")
                .param(tenant.id().value())
                .query(Long.class)
                .single();
    }

    private List<String> byCursor(String filter) {
        var ids = new ArrayList<String>();
        var answer = list("?limit=200" + filter);
        while (true) {
            ids.addAll(idsOf(answer));
            var next = answer.data().path("pagination").path("nextCursor").asString("");
            if (next.isEmpty()) {
                return ids;
            }
            answer = list("?limit=200&cursor=" + next + filter);
        }
    }

    private static List<String> idsOf(Api.Answer answer) {
        var ids = new ArrayList<String>();
        answer.data().path("messages").forEach(one -> ids.add(one.path("id").stringValue()));
        return ids;
    }

    private static long total(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.data().path("pagination").path("total").asLong();
    }

    private Api.Answer list(String query) {
        return as(tenant).get("/api/messages" + query);
    }

    private void within(Runnable work) {
        TenantContext.run(tenant.id(), () -> transaction.executeWithoutResult(status -> work.run()));
    }
}
