package io.parley.conversation.erase;

import io.parley.contract.ErasureRequested;
import io.parley.contract.TenantId;
import io.parley.conversation.inbox.Conversations.PersonKey;
import io.parley.conversation.person.PhoneKey;
import io.parley.kit.database.Columns;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds the customers and threads of a person, and forgets what others told of them. */
@Repository
class WhoIsMeant {

    private final JdbcClient jdbc;

    WhoIsMeant(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All whom the person has been, and all their threads. */
    record Meant(Set<UUID> customers, Set<UUID> threads) {}

    List<PersonKey> people(TenantId tenant, List<String> addresses) {
        return addresses.stream()
                .map(text -> text.startsWith("+")
                        ? new PersonKey(tenant, null, PhoneKey.of(text), null)
                        : new PersonKey(tenant, null, null, text))
                .toList();
    }

    /** Threads of the customers, and those older than the request with one of the addresses. */
    Meant find(TenantId tenant, ErasureRequested request) {
        var people = people(tenant, request.addresses());
        var phones = people.stream()
                .map(PersonKey::phoneKey)
                .filter(Objects::nonNull)
                .toList();
        var users =
                people.stream().map(PersonKey::userId).filter(Objects::nonNull).toList();
        var customers = new HashSet<>(merged(tenant, request.customerIds()));
        var threads = new LinkedHashSet<UUID>();
        jdbc.sql("""
                        select id, customer_id from conversation where tenant_id = ? and customer_id = any (?::uuid[])
                        union
                        select id, customer_id from conversation
                        where tenant_id = ? and phone_key = any (?::text[]) and created_at < ?::timestamptz
                        union
                        select id, customer_id from conversation
                        where tenant_id = ? and user_id = any (?::text[]) and created_at < ?::timestamptz""")
                .param(tenant.value())
                .param(Columns.of(customers, id -> id))
                .param(tenant.value())
                .param(Columns.of(phones, text -> text))
                .param(request.at().truncatedTo(ChronoUnit.SECONDS).toString())
                .param(tenant.value())
                .param(Columns.of(users, text -> text))
                .param(request.at().truncatedTo(ChronoUnit.SECONDS).toString())
                .query((row, number) -> {
                    var customer = row.getObject("customer_id", UUID.class);
                    if (customer != null) {
                        customers.add(customer);
                    }
                    return threads.add(row.getObject("id", UUID.class));
                })
                .list();
        return new Meant(customers, threads);
    }

    private List<UUID> merged(TenantId tenant, List<UUID> customers) {
        return jdbc.sql("""
                        with recursive person as (
                          select id from unnest(?::uuid[]) as named (id)
                          union
                          select c.merged_into from person join customer c on c.tenant_id = ? and c.id = person.id
                          where c.merged_into is not null)
                        select id from person""")
                .param(Columns.of(customers, id -> id))
                .param(tenant.value())
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    /** The copy of the contact stays as its own grave, so that an older event about it finds a newer one. */
    void forget(TenantId tenant, ErasureRequested request, Set<UUID> customers) {
        jdbc.sql("delete from customer where tenant_id = ? and id = any (?::uuid[])")
                .param(tenant.value())
                .param(Columns.of(customers, id -> id))
                .update();
        jdbc.sql("""
                        insert into contact as c (tenant_id, id, deleted, updated_at) values (?, ?, true, ?::timestamptz)
                        on conflict (tenant_id, id) do update set phone_number = null, phone_key = null, user_id = null,
                          name = null, deleted = true, updated_at = greatest(c.updated_at, excluded.updated_at)""")
                .param(tenant.value())
                .param(request.contactId())
                .param(request.at().toString())
                .update();
    }
}
