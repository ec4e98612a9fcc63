package io.parley.auth.apikey;

import io.parley.auth.account.Name;
import io.parley.auth.account.Slice;
import io.parley.contract.Role;
import io.parley.contract.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keys as they are stored: without their secrets. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class ApiKeys {

    private final JdbcClient jdbc;

    ApiKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A key and the hash that proves it. */
    record Stored(ApiKey key, byte[] hash) {}

    void add(ApiKey key, byte[] hash) {
        jdbc.sql("""
                        insert into api_key (tenant_id, key_id, name, role, hint, secret_hash, created_at)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        key.tenant().value(),
                        key.id(),
                        key.name().value(),
                        key.role().name(),
                        key.hint(),
                        hash,
                        key.createdAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<Stored> find(TenantId tenant, UUID id) {
        return jdbc.sql("select * from api_key where tenant_id = ? and key_id = ?")
                .params(tenant.value(), id)
                .query((row, number) -> new Stored(keyOf(row), row.getBytes("secret_hash")))
                .optional();
    }

    List<ApiKey> read(TenantId tenant, Slice slice) {
        return jdbc.sql("""
                        select * from api_key where tenant_id = ? and key_id < ?
                        order by key_id desc limit ? offset ?""")
                .params(tenant.value(), slice.before(), slice.rows(), slice.offset())
                .query((row, number) -> keyOf(row))
                .list();
    }

    long count(TenantId tenant) {
        return jdbc.sql("select count(*) from api_key where tenant_id = ?")
                .param(tenant.value())
                .query(Long.class)
                .single();
    }

    void delete(ApiKey key) {
        jdbc.sql("delete from api_key where tenant_id = ? and key_id = ?")
                .params(key.tenant().value(), key.id())
                .update();
    }

    private static ApiKey keyOf(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getObject("key_id", UUID.class),
                new TenantId(row.getObject("tenant_id", UUID.class)),
                new Name(row.getString("name")),
                Role.valueOf(row.getString("role")),
                row.getString("hint"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
