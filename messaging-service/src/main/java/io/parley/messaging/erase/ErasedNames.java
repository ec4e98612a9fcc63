package io.parley.messaging.erase;

import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL by which customers lose their names. */
@Repository
class ErasedNames {

    private final JdbcClient jdbc;

    ErasedNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Returns whom the person has been: the customers who are named, those who have one of the addresses, and all who were
     * merged with them. They stay locked.
     */
    List<UUID> customers(TenantId tenant, List<UUID> named, Addresses addresses) {
        var person = jdbc.sql("""
                        with recursive person as (
                          select id from unnest(?::uuid[]) as named (id)
                          union
                          select i.customer_id from unnest(?::text[], ?::text[]) as n (kind, value)
                          join customer_identity i on i.tenant_id = ? and i.kind = n.kind and i.value = n.value
                          union
                          select c.next from person cross join lateral (
                            select merged_into as next from customer
                            where tenant_id = ? and id = person.id and merged_into is not null
                            union all
                            select id from customer where tenant_id = ? and merged_into = person.id) as c)
                        select id from person order by id""")
                .param(Columns.of(named, id -> id))
                .param(Columns.of(addresses.identities(), one -> one.kind()))
                .param(Columns.of(addresses.identities(), one -> one.value()))
                .param(tenant.value())
                .param(tenant.value())
                .param(tenant.value())
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
        jdbc.sql("select id from customer where tenant_id = ? and id = any (?::uuid[]) order by id for update")
                .param(tenant.value())
                .param(Columns.of(person, id -> id))
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
        return person;
    }

    List<String> ofCustomers(TenantId tenant, Collection<UUID> customers) {
        return jdbc.sql("select value from customer_identity where tenant_id = ? and customer_id = any (?::uuid[])")
                .param(tenant.value())
                .param(Columns.of(customers, id -> id))
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** Returns the tenant's numbers, also those that it has no more, without reading its messages. */
    List<String> numbers(TenantId tenant) {
        return jdbc.sql("""
                        with recursive used as (
                          (select phone_number_id from message where tenant_id = ?
                           order by phone_number_id limit 1)
                          union all
                          select (select m.phone_number_id from message m
                            where m.tenant_id = ? and m.phone_number_id > used.phone_number_id
                            order by m.phone_number_id limit 1)
                          from used where used.phone_number_id is not null)
                        select phone_number_id from used where phone_number_id is not null
                        union select phone_number_id from number where tenant_id = ?""")
                .param(tenant.value())
                .param(tenant.value())
                .param(tenant.value())
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** Takes away names and profiles; returns how many customers there were. */
    int forget(TenantId tenant, Collection<UUID> customers) {
        var ids = Columns.of(customers, id -> id);
        jdbc.sql("delete from customer_identity where tenant_id = ? and customer_id = any (?::uuid[])")
                .param(tenant.value())
                .param(ids)
                .update();
        jdbc.sql("delete from customer_merge where tenant_id = ? and customer_id = any (?::uuid[])")
                .param(tenant.value())
                .param(ids)
                .update();
        return jdbc.sql("delete from customer where tenant_id = ? and id = any (?::uuid[])")
                .param(tenant.value())
                .param(ids)
                .update();
    }

    /** Takes the names out of everything that is kept beside customers and messages. */
    void forgetElsewhere(TenantId tenant, UUID contact, Addresses addresses, List<UUID> conversations) {
        jdbc.sql("update consent set phone_key = null, user_id = null where tenant_id = ? and contact_id = ?")
                .param(tenant.value())
                .param(contact)
                .update();
        jdbc.sql("""
                        delete from message_status
                        where tenant_id = ? and recipient = any (?::text[]) and moved_to is null""")
                .param(tenant.value())
                .param(Columns.of(addresses.spellings(), one -> one))
                .update();
        jdbc.sql("delete from read_receipt where tenant_id = ? and conversation_id = any (?::uuid[])")
                .param(tenant.value())
                .param(Columns.of(conversations, id -> id))
                .update();
        // The key stays taken: its repetition must not send again what was sent. What it says fits no request any more.
        jdbc.sql("""
                        update idempotency_key set request = '{}', answer = null
                        where tenant_id = ? and answer is not null
                          and (answer::jsonb ->> 'conversationId')::uuid = any (?::uuid[])""")
                .param(tenant.value())
                .param(Columns.of(conversations, id -> id))
                .update();
    }
}
