package io.parley.auth.session;

import io.parley.contract.TenantId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Refresh tokens and their families. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class RefreshTokens {

    private final JdbcClient jdbc;

    RefreshTokens(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A sign-in that refresh tokens descend from. */
    record Family(TenantId tenant, UUID id, UUID user, Instant createdAt, Instant expiresAt) {}

    /** A row to be stored for a token. */
    record Row(TenantId tenant, UUID id, UUID family, byte[] mac, byte[] salt, Instant expiresAt) {}

    /** What is known of a token and its family. */
    record Known(
            UUID family,
            UUID user,
            byte[] mac,
            byte[] salt,
            Instant expiresAt,
            @Nullable Instant usedAt,
            boolean revoked) {}

    void add(Family family) {
        jdbc.sql("""
                        insert into refresh_family (tenant_id, family_id, user_id, created_at, expires_at)
                        values (?, ?, ?, ?, ?)""")
                .params(
                        family.tenant().value(),
                        family.id(),
                        family.user(),
                        family.createdAt().atOffset(ZoneOffset.UTC),
                        family.expiresAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    void add(Row row) {
        jdbc.sql("""
                        insert into refresh_token (tenant_id, token_id, family_id, secret_mac, salt, expires_at)
                        values (?, ?, ?, ?, ?, ?)""")
                .params(
                        row.tenant().value(),
                        row.id(),
                        row.family(),
                        row.mac(),
                        row.salt(),
                        row.expiresAt().atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("update refresh_family set expires_at = ? where tenant_id = ? and family_id = ?")
                .params(row.expiresAt().atOffset(ZoneOffset.UTC), row.tenant().value(), row.family())
                .update();
    }

    /** Returns the token's row; until the transaction ends nobody else uses it or revokes its family. */
    Optional<Known> lock(TenantId tenant, UUID token) {
        return jdbc.sql("""
                        select token.family_id, family.user_id, token.secret_mac, token.salt, token.expires_at,
                          token.used_at, family.revoked_at is not null
                        from refresh_token token
                        join refresh_family family
                          on family.tenant_id = token.tenant_id and family.family_id = token.family_id
                        where token.tenant_id = ? and token.token_id = ?
                        for update of token, family""")
                .params(tenant.value(), token)
                .query((row, number) -> new Known(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getBytes(3),
                        row.getBytes(4),
                        row.getObject(5, OffsetDateTime.class).toInstant(),
                        instantOf(row.getObject(6, OffsetDateTime.class)),
                        row.getBoolean(7)))
                .optional();
    }

    void markUsed(TenantId tenant, UUID token, Instant at) {
        jdbc.sql("update refresh_token set used_at = ? where tenant_id = ? and token_id = ?")
                .params(at.atOffset(ZoneOffset.UTC), tenant.value(), token)
                .update();
    }

    void revokeFamily(TenantId tenant, UUID family, Instant at) {
        jdbc.sql("""
                        update refresh_family set revoked_at = ?
                        where tenant_id = ? and family_id = ? and revoked_at is null""")
                .params(at.atOffset(ZoneOffset.UTC), tenant.value(), family)
                .update();
    }

    void revokeAll(TenantId tenant, UUID user, Instant at) {
        jdbc.sql("""
                        update refresh_family set revoked_at = ?
                        where tenant_id = ? and user_id = ? and revoked_at is null""").params(at.atOffset(ZoneOffset.UTC), tenant.value(), user).update();
    }

    /** Deletes what expired more than a day ago, of all tenants. */
    int sweep() {
        return jdbc.sql("delete from refresh_token where expires_at < now() - interval '1 day'")
                        .update()
                + jdbc.sql("delete from refresh_family where expires_at < now() - interval '1 day'")
                        .update();
    }

    private static @Nullable Instant instantOf(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
