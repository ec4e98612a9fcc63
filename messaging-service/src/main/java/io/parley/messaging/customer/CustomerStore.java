package io.parley.messaging.customer;

import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of {@link Customers}: one statement for a batch each. */
@Repository
class CustomerStore {

    private final JdbcClient jdbc;

    CustomerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A customer's names as a batch says them.
     *
     * @param createdAt when the customer was first seen, where this is new
     * @param announced whether others are to hear of it
     */
    record Update(Customer.Key key, Profile heard, Instant createdAt, UUID cause, boolean announced) {}

    /** Returns whose the names are, as far as they are known; of merged customers the one that goes on. */
    Map<Name, Customer> find(Collection<Name> names) {
        var found = new HashMap<Name, Customer>();
        jdbc.sql("""
                        select i.tenant_id, i.kind, i.value, i.customer_id as id, c.phone_number, c.user_id, c.name,
                          c.username, c.created_at, c.updated_at, c.changed_by, c.merged_into
                        from unnest(?::uuid[], ?::text[], ?::text[]) as wanted (tenant_id, kind, value)
                        join customer_identity i using (tenant_id, kind, value)
                        left join customer c on c.tenant_id = i.tenant_id and c.id = i.customer_id""")
                .param(Columns.of(names, Name::tenant))
                .param(Columns.of(names, name -> name.identity().kind()))
                .param(Columns.of(names, name -> name.identity().value()))
                .query((row, number) -> found.put(nameOf(row), customer(row)))
                .list();
        var messages = names.stream()
                .filter(name -> !found.containsKey(name))
                .filter(name -> name.identity().message().isPresent())
                .toList();
        if (!messages.isEmpty()) {
            findByMessage(messages, found);
        }
        var merged = found.values().stream()
                .filter(one -> one.mergedInto() != null)
                .map(Customer::key)
                .collect(Collectors.toSet());
        if (!merged.isEmpty()) {
            var goingOn = goingOn(merged);
            found.replaceAll((name, one) -> goingOn.getOrDefault(one.key(), one));
        }
        return found;
    }

    private void findByMessage(List<Name> messages, Map<Name, Customer> found) {
        jdbc.sql("""
                        select m.phone_number_id, m.wamid, c.*
                        from unnest(?::uuid[], ?::text[], ?::text[]) as wanted (tenant_id, phone_number_id, wamid)
                        join message m using (tenant_id, phone_number_id, wamid)
                        join customer c on c.tenant_id = m.tenant_id and c.id = m.customer_id""")
                .param(Columns.of(messages, Name::tenant))
                .param(Columns.of(
                        messages,
                        name -> name.identity().message().orElseThrow().phoneNumberId()))
                .param(Columns.of(
                        messages,
                        name -> name.identity().message().orElseThrow().wamid()))
                .query((row, number) -> found.put(
                        new Name(tenantOf(row), Identity.ofMessage(row.getString(1), row.getString(2))), customer(row)))
                .list();
    }

    /** Returns who goes on in the place of each of {@code merged}, over as many merges as there were. */
    private Map<Customer.Key, Customer> goingOn(Set<Customer.Key> merged) {
        var found = new HashMap<Customer.Key, Customer>();
        jdbc.sql("""
                        with recursive way as (
                          select tenant_id, id as start, id as step from unnest(?::uuid[], ?::uuid[]) as m (tenant_id, id)
                          union all
                          select way.tenant_id, way.start, c.merged_into
                          from way join customer c on c.tenant_id = way.tenant_id and c.id = way.step
                          where c.merged_into is not null)
                        select way.start, c.* from way
                        join customer c on c.tenant_id = way.tenant_id and c.id = way.step and c.merged_into is null""")
                .param(Columns.of(merged, Customer.Key::tenant))
                .param(Columns.of(merged, Customer.Key::id))
                .query((row, number) ->
                        found.put(new Customer.Key(tenantOf(row), row.getObject("start", UUID.class)), customer(row)))
                .list();
        return found;
    }

    /**
     * Gives names to customers, unless somebody else has done so meanwhile; returns how many it gave. Waits for others
     * that are about to: in the order of names, so that nobody waits in a circle.
     */
    int link(SortedMap<Name, UUID> links) {
        return jdbc.sql("""
                        insert into customer_identity (tenant_id, kind, value, customer_id)
                        select * from unnest(?::uuid[], ?::text[], ?::text[], ?::uuid[])
                        on conflict do nothing""")
                .param(Columns.of(links.keySet(), Name::tenant))
                .param(Columns.of(links.keySet(), name -> name.identity().kind()))
                .param(Columns.of(links.keySet(), name -> name.identity().value()))
                .param(Columns.of(links.values(), id -> id))
                .update();
    }

    /** Locks customers, in the order of their ids; tells whether none of them has been merged meanwhile. */
    boolean lock(Collection<Customer.Key> customers) {
        return jdbc
                .sql("""
                        select c.merged_into is null from customer c
                        join unnest(?::uuid[], ?::uuid[]) as wanted (tenant_id, id) using (tenant_id, id)
                        order by c.tenant_id, c.id
                        for update of c""")
                .param(Columns.of(customers, Customer.Key::tenant))
                .param(Columns.of(customers, Customer.Key::id))
                .query(Boolean.class)
                .list()
                .stream()
                .allMatch(Boolean::booleanValue);
    }

    /** Brings the profiles of customers up to date, creating those that are new; returns those that others are to hear of. */
    List<Customer> save(List<Update> updates) {
        return jdbc.sql("""
                        insert into customer as c
                          (tenant_id, id, phone_number, user_id, name, username, updated_at, created_at, changed_by)
                        select tenant_id, id, phone_number, user_id, name, username, at, created_at,
                          case when announced then cause end
                        from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
                          ?::timestamptz[], ?::uuid[], ?::boolean[])
                          as heard (tenant_id, id, phone_number, user_id, name, username, at, created_at, cause, announced)
                        on conflict (tenant_id, id) do update set
                          phone_number = case when excluded.updated_at >= c.updated_at
                            then coalesce(excluded.phone_number, c.phone_number)
                            else coalesce(c.phone_number, excluded.phone_number) end,
                          user_id = case when excluded.updated_at >= c.updated_at
                            then coalesce(excluded.user_id, c.user_id) else coalesce(c.user_id, excluded.user_id) end,
                          name = case when excluded.updated_at >= c.updated_at
                            then coalesce(excluded.name, c.name) else coalesce(c.name, excluded.name) end,
                          username = case when excluded.updated_at >= c.updated_at
                            then coalesce(excluded.username, c.username) else coalesce(c.username, excluded.username) end,
                          updated_at = greatest(c.updated_at, excluded.updated_at),
                          changed_by = coalesce(excluded.changed_by, c.changed_by)
                        returning c.*""")
                .param(Columns.of(updates, one -> one.key().tenant()))
                .param(Columns.of(updates, one -> one.key().id()))
                .param(Columns.of(updates, one -> one.heard().phoneNumber()))
                .param(Columns.of(updates, one -> one.heard().userId()))
                .param(Columns.of(updates, one -> one.heard().name()))
                .param(Columns.of(updates, one -> one.heard().username()))
                .param(Columns.of(updates, one -> one.heard().at()))
                .param(Columns.of(updates, Update::createdAt))
                .param(Columns.of(updates, Update::cause))
                .param(Columns.of(updates, Update::announced))
                .query((row, number) -> customer(row))
                .list();
    }

    /** Returns all whose place {@code customers} have taken, over any number of merges, each with who goes on for it. */
    Map<Customer, Customer> mergedInto(Collection<Customer> customers) {
        var heirs = customers.stream().collect(Collectors.toMap(Customer::key, one -> one, (one, same) -> one));
        var found = new HashMap<Customer, Customer>();
        jdbc.sql("""
                        with recursive gone as (
                          select c.tenant_id, c.id, c.merged_into as heir
                          from unnest(?::uuid[], ?::uuid[]) as heirs (tenant_id, id)
                          join customer c on c.tenant_id = heirs.tenant_id and c.merged_into = heirs.id
                          union all
                          select c.tenant_id, c.id, gone.heir
                          from gone join customer c on c.tenant_id = gone.tenant_id and c.merged_into = gone.id)
                        select c.*, gone.heir from gone join customer c using (tenant_id, id)""")
                .param(Columns.of(heirs.keySet(), Customer.Key::tenant))
                .param(Columns.of(heirs.keySet(), Customer.Key::id))
                .query((row, number) -> found.put(
                        customer(row),
                        Objects.requireNonNull(
                                heirs.get(new Customer.Key(tenantOf(row), row.getObject("heir", UUID.class))))))
                .list();
        return found;
    }

    private static Name nameOf(ResultSet row) throws SQLException {
        return new Name(
                tenantOf(row), new Identity(Identity.Kind.valueOf(row.getString("kind")), row.getString("value")));
    }

    private static TenantId tenantOf(ResultSet row) throws SQLException {
        return new TenantId(row.getObject("tenant_id", UUID.class));
    }

    /** A customer whose identities another statement of this transaction has linked may not be written yet. */
    private static Customer customer(ResultSet row) throws SQLException {
        var key = new Customer.Key(tenantOf(row), row.getObject("id", UUID.class));
        @Nullable OffsetDateTime createdAt = row.getObject("created_at", OffsetDateTime.class);
        if (createdAt == null) {
            return Customer.fresh(key);
        }
        return new Customer(
                key,
                new Profile(
                        row.getString("phone_number"),
                        row.getString("user_id"),
                        row.getString("name"),
                        row.getString("username"),
                        row.getObject("updated_at", OffsetDateTime.class).toInstant()),
                createdAt.toInstant(),
                row.getObject("changed_by", UUID.class),
                row.getObject("merged_into", UUID.class));
    }
}
