package io.parley.messaging.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.Direction;
import io.parley.contract.MessageStatus;
import io.parley.contract.TenantId;
import io.parley.kit.tenant.TenantContext;
import io.parley.kit.web.PageRequest;
import io.parley.messaging.ManyMessages;
import io.parley.messaging.MessagingTest;
import io.parley.testkit.RowsRead;
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
import org.springframework.transaction.support.TransactionOperations;

/**
 * How many rows each list of messages really reads, for a tenant with 100,000 among 200,000. It fails where an index is not used:
 * then they are tens of thousands.
 */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class PlanIT extends MessagingTest {

    private static final int SIZE = 100_000;
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

    @BeforeAll
    void fillTheTable() {
        ManyMessages.write(tenant, SIZE, thread);
        ManyMessages.write(new TenantId(UUID.randomUUID()), SIZE, thread);
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
