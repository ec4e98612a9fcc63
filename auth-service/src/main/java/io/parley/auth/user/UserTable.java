package io.parley.auth.user;

import io.parley.auth.account.Accounts;
import io.parley.auth.account.Slice;
import io.parley.auth.account.User;
import io.parley.contract.TenantId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Users as a list that is changed. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class UserTable {

    private final JdbcClient jdbc;

    UserTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<User> read(TenantId tenant, Slice slice) {
        return jdbc.sql("""
                        select * from admin_user where tenant_id = ? and user_id < ?
                        order by user_id desc limit ? offset ?""")
                .params(tenant.value(), slice.before(), slice.rows(), slice.offset())
                .query((row, number) -> Accounts.userOf(row))
                .list();
    }

    long count(TenantId tenant) {
        return jdbc.sql("select count(*) from admin_user where tenant_id = ?")
                .param(tenant.value())
                .query(Long.class)
                .single();
    }

    /** Makes changes of a tenant's users wait for each other, so that two of them cannot both remove the last owner. */
    void lock(TenantId tenant) {
        jdbc.sql("select 1 from tenant where tenant_id = ? for update")
                .param(tenant.value())
                .query(Integer.class)
                .optional();
    }

    long countActiveOwners(TenantId tenant) {
        return jdbc.sql("select count(*) from admin_user where tenant_id = ? and role = 'OWNER' and active")
                .param(tenant.value())
                .query(Long.class)
                .single();
    }

    void write(User user, Instant at) {
        jdbc.sql("""
                        update admin_user set name = ?, role = ?, active = ?, updated_at = ?
                        where tenant_id = ? and user_id = ?""")
                .params(
                        user.name().value(),
                        user.role().name(),
                        user.active(),
                        at.atOffset(ZoneOffset.UTC),
                        user.tenant().value(),
                        user.id())
                .update();
    }

    void delete(User user) {
        jdbc.sql("delete from login where tenant_id = ? and user_id = ?")
                .params(user.tenant().value(), user.id())
                .update();
        jdbc.sql("delete from admin_user where tenant_id = ? and user_id = ?")
                .params(user.tenant().value(), user.id())
                .update();
    }
}
