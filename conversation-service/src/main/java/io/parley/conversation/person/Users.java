package io.parley.conversation.person;

import io.parley.contract.TenantId;
import io.parley.contract.UserChanged;
import io.parley.kit.database.Columns;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The users that user-changed has told of. */
@Repository
public class Users {

    private final JdbcClient jdbc;

    Users(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes over users as they are now, each no more than once. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void replace(Collection<UserChanged> users) {
        jdbc.sql("""
                        insert into user_copy (tenant_id, id, name, active)
                        select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::boolean[])
                        on conflict (tenant_id, id) do update set name = excluded.name, active = excluded.active""")
                .param(Columns.of(users, UserChanged::tenantId))
                .param(Columns.of(users, UserChanged::id))
                .param(Columns.of(users, UserChanged::name))
                .param(Columns.of(users, UserChanged::active))
                .update();
    }

    /** Tells whether conversations may be assigned to a user. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean isActive(TenantId tenant, UUID user) {
        return jdbc.sql("select active from user_copy where tenant_id = ? and id = ?")
                .param(tenant.value())
                .param(user)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** Returns the names of those of {@code users} that are known. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<UUID, String> names(TenantId tenant, Collection<UUID> users) {
        var names = new HashMap<UUID, String>();
        jdbc.sql("select id, name from user_copy where tenant_id = ? and id = any (?::uuid[])")
                .param(tenant.value())
                .param(Columns.of(users, id -> id))
                .query((row, number) -> names.put(row.getObject("id", UUID.class), row.getString("name")))
                .list();
        return names;
    }
}
