package io.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.contract.EventTypes;
import io.parley.contract.Topics;
import io.parley.kit.event.Event;
import io.parley.kit.event.Records;
import io.parley.kit.outbox.Outbox;
import io.parley.kit.tenant.TenantContext;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionOperations;

@ServiceTest
@SuppressWarnings("NullAway.Init")
class OutboxIT {

    static final Duration SOON = Patience.SOON;

    final TestTenant tenant = TestTenant.create();

    @Autowired
    Outbox outbox;

    @Autowired
    TransactionOperations transaction;

    @Autowired
    Topic.Reader topics;

    @Test
    void publishesWhatWasCommittedInItsOrder() {
        IntStream.range(0, 20)
                .forEach(round -> commit(IntStream.range(round * 50, round * 50 + 50)
                        .mapToObj(number -> event("key " + number % 7, number))
                        .toList()));

        await().atMost(SOON).untilAsserted(() -> assertThat(published()).hasSize(1_000));
        for (var key = 0; key < 7; key++) {
            var name = "key " + key;
            assertThat(topics.read(Topics.STATUS_CHANGED, tenant.id()).stream()
                            .filter(one -> one.key().equals(name))
                            .map(one -> Records.read(one, Integer.class)))
                    .isSorted();
        }
    }

    @Test
    void publishesNothingOfWhatWasRolledBack() {
        TenantContext.run(
                tenant.id(),
                () -> transaction.executeWithoutResult(status -> {
                    outbox.add(event("rolled back", 1));
                    status.setRollbackOnly();
                }));
        commit(List.of(event("committed", 2)));

        await().atMost(SOON).untilAsserted(() -> assertThat(published()).isNotEmpty());
        assertThat(published()).containsExactly(2);
    }

    @Test
    void takesEventsInTransactionsOnly() {
        assertThatThrownBy(() -> TenantContext.run(tenant.id(), () -> outbox.add(event("alone", 1))))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void refusesAnEventOfATenantOutOfScope() {
        var stranger = TestTenant.create();

        assertThatThrownBy(() -> TenantContext.run(
                        stranger.id(),
                        () -> transaction.executeWithoutResult(status -> outbox.add(event("forged", 1)))))
                .isInstanceOf(DataAccessException.class);
    }

    private void commit(List<Event> events) {
        TenantContext.run(tenant.id(), () -> transaction.executeWithoutResult(status -> outbox.add(events)));
    }

    private List<Integer> published() {
        return topics.read(Topics.STATUS_CHANGED, tenant.id()).stream()
                .map(one -> Records.read(one, Integer.class))
                .toList();
    }

    private Event event(String key, int number) {
        return Event.of(Topics.STATUS_CHANGED, EventTypes.STATUS_CHANGED, UUID.randomUUID(), tenant.id(), number)
                .keyed(key)
                .carrying(number);
    }
}
