package io.parley.messaging.erase;

import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of erasures. */
@Repository
class ErasureStore {

    private final JdbcClient jdbc;

    ErasureStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An erasure that was taken up, and when it was done, if it is. */
    record Known(Optional<Instant> completedAt) {}

    Optional<Known> find(TenantId tenant, UUID id) {
        return jdbc.sql("select completed_at from erasure where tenant_id = ? and id = ?")
                .param(tenant.value())
                .param(id)
                .query((row, number) -> {
                    @Nullable OffsetDateTime at = row.getObject("completed_at", OffsetDateTime.class);
                    return new Known(Optional.ofNullable(at).map(OffsetDateTime::toInstant));
                })
                .optional();
    }

    void add(Erasure erasure) {
        jdbc.sql("""
                        insert into erasure (tenant_id, id, customer_ids, conversation_ids, requested_at, taken_at, due_at)
                        values (?, ?, ?::uuid[], ?::uuid[], ?::timestamptz, ?::timestamptz, ?::timestamptz)""")
                .param(erasure.tenant().value())
                .param(erasure.id())
                .param(Columns.of(erasure.customers(), id -> id))
                .param(Columns.of(erasure.conversations(), id -> id))
                .param(erasure.requestedAt().toString())
                .param(erasure.takenAt().toString())
                .param(erasure.takenAt().toString())
                .update();
    }

    /** Returns erasures, whichever tenants', at which it is time to look. */
    List<Erasure> due(Instant now) {
        return jdbc.sql("""
                        select * from erasure where completed_at is null and due_at <= ?::timestamptz
                        order by due_at limit 20""")
                .param(now.toString())
                .query((row, number) -> erasure(row))
                .list();
    }

    /** Takes an erasure for the transaction; false where it is done, or another instance is at it. */
    boolean lock(Erasure erasure) {
        return jdbc.sql("""
                        select true from erasure where tenant_id = ? and id = ? and completed_at is null
                        for update skip locked""")
                .param(erasure.tenant().value())
                .param(erasure.id())
                .query(Boolean.class)
                .optional()
                .isPresent();
    }

    void postpone(Erasure erasure, Instant due) {
        jdbc.sql("update erasure set due_at = ?::timestamptz where tenant_id = ? and id = ?")
                .param(due.toString())
                .param(erasure.tenant().value())
                .param(erasure.id())
                .update();
    }

    void complete(Erasure erasure, Instant now) {
        jdbc.sql("update erasure set completed_at = ?::timestamptz where tenant_id = ? and id = ?")
                .param(now.toString())
                .param(erasure.tenant().value())
                .param(erasure.id())
                .update();
    }

    private static Erasure erasure(ResultSet row) throws SQLException {
        return new Erasure(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getObject("id", UUID.class),
                ids(row, "customer_ids"),
                ids(row, "conversation_ids"),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                row.getObject("taken_at", OffsetDateTime.class).toInstant());
    }

    private static List<UUID> ids(ResultSet row, String column) throws SQLException {
        return Arrays.asList((UUID[]) row.getArray(column).getArray());
    }
}
