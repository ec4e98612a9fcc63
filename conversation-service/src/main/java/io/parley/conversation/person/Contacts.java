package io.parley.conversation.person;

import io.parley.contract.ContactChanged;
import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The contacts that contact-changed has told of. */
@Repository
public class Contacts {

    private final JdbcClient jdbc;

    Contacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A contact as far as it names a customer. */
    public record Contact(
            TenantId tenant,
            UUID id,
            @Nullable String phoneNumber,
            @Nullable String phoneKey,
            @Nullable String userId,
            @Nullable String name) {

        public static Contact of(TenantId tenant, ContactChanged changed) {
            return new Contact(
                    tenant,
                    changed.id(),
                    changed.phoneNumber(),
                    PhoneKey.of(changed.phoneNumber()),
                    changed.userId(),
                    changed.name());
        }
    }

    /** Returns how these contacts were known until now, deleted ones too. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Contact> known(Collection<Contact> contacts) {
        return jdbc.sql("""
                        select c.* from unnest(?::uuid[], ?::uuid[]) as wanted (tenant_id, id)
                        join contact c using (tenant_id, id)""")
                .param(Columns.of(contacts, Contact::tenant))
                .param(Columns.of(contacts, Contact::id))
                .query((row, number) -> read(row))
                .list();
    }

    /** Takes over contacts, each no more than once, unless a later state of them is here already. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void replace(Collection<ContactChanged> contacts) {
        jdbc.sql("""
                        insert into contact as c (tenant_id, id, phone_number, phone_key, user_id, name, deleted, updated_at)
                        select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[],
                          ?::timestamptz[])
                        on conflict (tenant_id, id) do update set phone_number = excluded.phone_number,
                          phone_key = excluded.phone_key, user_id = excluded.user_id, name = excluded.name,
                          deleted = excluded.deleted, updated_at = excluded.updated_at
                        where c.updated_at <= excluded.updated_at""")
                .param(Columns.of(contacts, ContactChanged::tenantId))
                .param(Columns.of(contacts, ContactChanged::id))
                .param(Columns.of(contacts, ContactChanged::phoneNumber))
                .param(Columns.of(contacts, one -> PhoneKey.of(one.phoneNumber())))
                .param(Columns.of(contacts, ContactChanged::userId))
                .param(Columns.of(contacts, ContactChanged::name))
                .param(Columns.of(contacts, ContactChanged::deleted))
                .param(Columns.of(contacts, ContactChanged::updatedAt))
                .update();
    }

    /** Returns the contacts that have one of these identities. */
    List<Contact> find(Collection<Identity> identities) {
        return jdbc.sql("""
                        with wanted as (select * from unnest(?::uuid[], ?::text[], ?::text[]) as w (tenant_id, phone_key, user_id))
                        select c.* from wanted w join contact c using (tenant_id, phone_key) where not c.deleted
                        union
                        select c.* from wanted w join contact c using (tenant_id, user_id) where not c.deleted""")
                .param(Columns.of(identities, Identity::tenant))
                .param(Columns.of(identities, Identity::phoneKey))
                .param(Columns.of(identities, Identity::userId))
                .query((row, number) -> read(row))
                .list();
    }

    /** By what a contact is found. */
    record Identity(
            TenantId tenant,
            @Nullable String phoneKey,
            @Nullable String userId) {}

    private static Contact read(ResultSet row) throws SQLException {
        return new Contact(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getObject("id", UUID.class),
                row.getString("phone_number"),
                row.getString("phone_key"),
                row.getString("user_id"),
                row.getString("name"));
    }
}
