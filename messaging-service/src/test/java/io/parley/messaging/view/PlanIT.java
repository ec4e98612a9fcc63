package io.parley.messaging.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.Direction;
import io.parley.contract.MessageStatus;
import io.parley.contract.TenantId;
import io.parley.kit.tenant.TenantContext;
import io.parley.kit.web.PageRequest;
import io.parley.testkit.Infrastructure;
import io.parley.testkit.RowsRead;
import io.parley.testkit.ServiceTest;
import java.util.ArrayList;
import java.util.List;
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
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.transaction.support.TransactionOperations;

/**
 * How many rows each list of messages really reads, for a tenant with 100,000 among 200,000 and 500 tenants with one each. It fails where an index is not used:
 * then they are tens of thousands.
 */
@ServiceTest(
        properties = {
            "parley.messaging.dispatch.graph-url=http://127.0.0.1:1",
            "parley.messaging.media.store=file:target/media"
        })
@DirtiesContext
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class PlanIT {

    private static final int SIZE = 100_000;
    private static final int NEIGHBOURS = 500;
    private static final int FEW = 6_000;
    private static final MessageFilter ALL = new MessageFilter(null, null, null, null, null, null);

    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private final UUID thread = UUID.randomUUID();

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private MessageQueries queries;

    /** One message every 41 seconds until now; every thousandth is in one thread, every other one in a thread of its own. */
    @BeforeAll
    void fillTheTable() {
        var operator = Infrastructure.shared().operator("messaging");
        for (var owner : List.of(tenant.value(), UUID.randomUUID())) {
            operator.sql("""
                            insert into message (tenant_id, id, conversation_id, customer_id, phone_number_id, direction, type,
                              content, status, created_at, updated_at)
                            select ?, gen_random_uuid(), case when i % 1000 = 0 then ? else gen_random_uuid() end,
                              gen_random_uuid(), 'generated', case when i % 3 = 0 then 'OUTBOUND' else 'INBOUND' end, 'TEXT', '{}',
                              case when i % 500 = 0 then 'FAILED' else 'READ' end, now() - i * interval '41 s', now()
                            from generate_series(1, ?) i""").param(owner).param(thread).param(SIZE).update();
            operator.sql("""
                            insert into message_count (tenant_id, span, since, direction, status, type, messages)
                            select tenant_id, span, date_trunc(lower(span), created_at, 'UTC'), direction, status, type, count(*)
                            from message cross join (values ('DAY'), ('HOUR')) as spans (span)
                            where tenant_id = ? group by 1, 2, 3, 4, 5, 6""").param(owner).update();
        }
        operator.sql("""
                        with added as (
                          insert into message (tenant_id, id, conversation_id, customer_id, phone_number_id, direction, type,
                            content, status, created_at, updated_at)
                          select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'generated',
                            'INBOUND', 'TEXT', '{}', 'READ', now(), now()
                          from generate_series(1, ?)
                          returning *)
                        insert into message_count (tenant_id, span, since, direction, status, type, messages)
                        select tenant_id, span, date_trunc(lower(span), created_at, 'UTC'), direction, status, type, 1
                        from added cross join (values ('DAY'), ('HOUR')) as spans (span)""").param(NEIGHBOURS).update();
        operator.sql("analyze message").update();
        operator.sql("analyze message_count").update();
    }

    @Test
    void listsTheNewest() {
        assertThat(rowsFor(ALL, page(1))).isLessThan(FEW);
    }

    @Test
    void listsAFarPage() {
        assertThat(rowsFor(ALL, page(SIZE / 50 - 1))).isLessThan(FEW);
        assertThat(rowsFor(alike(Direction.INBOUND, null), page(SIZE / 100))).isLessThan(FEW);
    }

    @Test
    void continuesFarDownAtACursor() {
        var far = inTransaction(() -> queries.list(tenant, ALL, page(SIZE / 50 - 2)));

        var cursor = Optional.ofNullable(far.pagination().nextCursor());
        assertThat(cursor).isPresent();
        assertThat(rowsFor(ALL, new PageRequest(1, 50, cursor))).isLessThan(FEW);
    }

    @Test
    void listsOneThread() {
        assertThat(rowsFor(new MessageFilter(thread, null, null, null, null, null), page(1)))
                .isLessThan(FEW);
    }

    @Test
    void findsOnAFarPageWhatCountingUpToItWouldFind() {
        var expected = inTransaction(() -> jdbc.sql("""
                        select id from message where tenant_id = ? and direction = 'INBOUND'
                        order by created_at desc, position desc limit 50 offset 60000""")
                .param(tenant.value())
                .query((row, number) -> row.getObject("id", UUID.class))
                .list());

        var found = inTransaction(() -> queries.list(tenant, alike(Direction.INBOUND, null), page(1201)));

        assertThat(found.messages())
                .extracting(one -> one.id())
                .isEqualTo(expected)
                .hasSize(50);
    }

    private static MessageFilter alike(@Nullable Direction direction, @Nullable MessageStatus status) {
        return new MessageFilter(null, direction, status, null, null, null);
    }

    private static PageRequest page(int page) {
        return new PageRequest(page, 50, Optional.empty());
    }

    private long rowsFor(MessageFilter filter, PageRequest request) {
        return inTransaction(() -> {
            var pages = new ArrayList<MessageQueries.Page>();
            var rows = RowsRead.of(
                    jdbc,
                    List.of("message", "message_count", "message_count_change"),
                    () -> pages.add(queries.list(tenant, filter, request)));
            assertThat(pages.getFirst().messages()).isNotEmpty();
            return rows;
        });
    }

    private <T> T inTransaction(Supplier<T> work) {
        return TenantContext.call(tenant, () -> Objects.requireNonNull(transaction.execute(status -> work.get())));
    }
}
