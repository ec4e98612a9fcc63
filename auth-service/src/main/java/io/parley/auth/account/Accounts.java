package io.parley.auth.account;

import io.parley.auth.AuthError;
import io.parley.contract.Role;
import io.parley.contract.TenantId;
import io.parley.kit.web.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tenants and users. Everything but {@link #named} works inside a transaction of the tenant. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
public class Accounts {

    private final JdbcClient jdbc;

    Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where an e-mail address leads, before the tenant is known. */
    public record Login(TenantId tenant, UUID user) {}

    /** A user together with what a password is checked against. */
    public record Credentials(User user, String passwordHash) {}

    /** Returns whose address {@code email} is. */
    public Optional<Login> named(EmailAddress email) {
        jdbc.sql("select set_config('parley.login_email', ?, true)")
                .param(email.value())
                .query(String.class)
                .single();
        return jdbc.sql("select tenant_id, user_id from login where email = ?")
                .param(email.value())
                .query((row, number) ->
                        new Login(new TenantId(row.getObject(1, UUID.class)), row.getObject(2, UUID.class)))
                .optional();
    }

    public void add(Tenant tenant, Instant at) {
        jdbc.sql("insert into tenant (tenant_id, name, created_at) values (?, ?, ?)")
                .params(tenant.id().value(), tenant.name(), at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Adds a user; refuses an address that anyone has, of whichever tenant. */
    public void add(User user, String passwordHash) {
        try {
            jdbc.sql("insert into login (email, tenant_id, user_id) values (?, ?, ?)")
                    .params(user.email().value(), user.tenant().value(), user.id())
                    .update();
        } catch (DuplicateKeyException e) {
            throw emailTaken();
        }
        jdbc.sql("""
                        insert into admin_user
                          (tenant_id, user_id, email, name, role, password_hash, active, created_at, updated_at)
                        values (:tenant, :id, :email, :name, :role, :hash, :active, :at, :at)""")
                .param("tenant", user.tenant().value())
                .param("id", user.id())
                .param("email", user.email().value())
                .param("name", user.name().value())
                .param("role", user.role().name())
                .param("hash", passwordHash)
                .param("active", user.active())
                .param("at", user.createdAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    public static ProblemException emailTaken() {
        return ProblemException.ofField(AuthError.EMAIL_TAKEN, "email", "is already in use");
    }

    public Optional<Tenant> tenant(TenantId tenant) {
        return jdbc.sql("select name from tenant where tenant_id = ?")
                .param(tenant.value())
                .query(String.class)
                .optional()
                .map(name -> new Tenant(tenant, name));
    }

    public Optional<User> user(TenantId tenant, UUID user) {
        return credentials(tenant, user).map(Credentials::user);
    }

    public Optional<Credentials> credentials(TenantId tenant, UUID user) {
        return jdbc.sql("select * from admin_user where tenant_id = ? and user_id = ?")
                .params(tenant.value(), user)
                .query((row, number) -> new Credentials(userOf(row), row.getString("password_hash")))
                .optional();
    }

    /** Tells whether the user may still sign in with what was checked; it stays so until the transaction ends. */
    public boolean stillHold(Credentials checked) {
        return jdbc.sql("""
                        select 1 from admin_user
                        where tenant_id = ? and user_id = ? and password_hash = ? and active for share""")
                .params(checked.user().tenant().value(), checked.user().id(), checked.passwordHash())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    public void changePassword(TenantId tenant, UUID user, String passwordHash, Instant at) {
        jdbc.sql("update admin_user set password_hash = ?, updated_at = ? where tenant_id = ? and user_id = ?")
                .params(passwordHash, at.atOffset(ZoneOffset.UTC), tenant.value(), user)
                .update();
    }

    /** Reads a user from a row with all columns of {@code admin_user}. */
    public static User userOf(ResultSet row) throws SQLException {
        return new User(
                row.getObject("user_id", UUID.class),
                new TenantId(row.getObject("tenant_id", UUID.class)),
                new EmailAddress(row.getString("email")),
                new Name(row.getString("name")),
                Role.valueOf(row.getString("role")),
                row.getBoolean("active"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
