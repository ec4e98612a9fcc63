package io.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.contract.TenantId;
import io.parley.kit.tenant.TenantContext;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Row-level security alone: none of these statements names a tenant in its condition. */
@ServiceTest
@SuppressWarnings("NullAway.Init")
class TenantScopeIT {

    final TestTenant mine = TestTenant.create();
    final TestTenant theirs = TestTenant.create();

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transaction;

    @Test
    void showsATenantItsOwnRowsOnly() {
        write(mine.id(), "mine");
        write(theirs.id(), "theirs");

        assertThat(TenantContext.call(mine.id(), this::visible))
                .contains("mine")
                .doesNotContain("theirs");
    }

    @Test
    void showsABatchTheRowsOfAllItsTenants() {
        write(mine.id(), "mine");
        write(theirs.id(), "theirs");

        assertThat(TenantContext.call(List.of(mine.id(), theirs.id()), this::visible))
                .contains("mine", "theirs");
    }

    @Test
    void showsNothingWithoutATenant() {
        write(mine.id(), "mine");

        assertThat(visible()).isEmpty();
    }

    @Test
    void showsNothingOutsideOfATransaction() {
        write(mine.id(), "mine");

        var seen = TenantContext.call(
                mine.id(),
                () -> jdbc.sql("select text from note").query(String.class).list());

        assertThat(seen).isEmpty();
    }

    @Test
    void refusesToWriteForAnotherTenant() {
        assertThatThrownBy(() -> TenantContext.run(mine.id(), () -> insert(theirs.id(), "forged")))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("row-level security");
    }

    @Test
    void changesNoForeignRow() {
        write(theirs.id(), "theirs");

        var changed = TenantContext.call(
                mine.id(),
                () -> transaction.execute(
                        status -> jdbc.sql("update note set text = 'mine now'").update()));

        assertThat(changed).isZero();
    }

    @Test
    void forgetsTheTenantWhenTheTransactionEnds() {
        for (var i = 0; i < 30; i++) {
            write(mine.id(), "mine");
            assertThat(visible()).isEmpty();
        }
    }

    private void write(TenantId tenant, String text) {
        TenantContext.run(tenant, () -> insert(tenant, text));
    }

    private void insert(TenantId tenant, String text) {
        transaction.executeWithoutResult(status -> jdbc.sql("insert into note values (?, ?, ?)")
                .param(tenant.value())
                .param(UUID.randomUUID())
                .param(text)
                .update());
    }

    private List<String> visible() {
        return transaction.execute(status -> jdbc.sql("select text from note")
                .query((row, number) -> row.getString(1))
                .list());
    }
}
