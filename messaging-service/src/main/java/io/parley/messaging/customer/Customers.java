package io.parley.messaging.customer;

import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import io.parley.kit.id.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds out who is who, for a whole batch in a fixed number of round trips. A customer's id is derived from the first
 * identity that was ever seen of them, so that instances working side by side arrive at the same one.
 */
@Repository
public class Customers {

    private final JdbcClient jdbc;

    Customers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Returns the customer of each sighting, in their order. New identities are linked to the customer that the
     * strongest known one names; unknown customers are created; profiles are brought up to date.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<UUID> resolve(List<Sighting> sightings) {
        if (sightings.isEmpty()) {
            return List.of();
        }
        var known = find(sightings);
        var missing = new TreeMap<Key, UUID>();
        var resolved = assign(sightings, known, missing);
        if (!missing.isEmpty() && link(missing) < missing.size()) {
            resolved = assign(sightings, find(sightings), new TreeMap<>());
        }
        remember(sightings, resolved);
        return resolved;
    }

    private static List<UUID> assign(List<Sighting> sightings, Map<Key, UUID> known, Map<Key, UUID> missing) {
        var all = new HashMap<>(known);
        var resolved = new ArrayList<UUID>(sightings.size());
        for (var sighting : sightings) {
            var keys = sighting.identities().stream()
                    .map(identity -> new Key(sighting.tenant(), identity))
                    .toList();
            var customer = keys.stream()
                    .map(all::get)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseGet(() -> derive(keys.getFirst()));
            for (var key : keys) {
                if (all.putIfAbsent(key, customer) == null) {
                    missing.put(key, customer);
                }
            }
            resolved.add(customer);
        }
        return resolved;
    }

    private static UUID derive(Key first) {
        return Ids.derived(
                "customer",
                first.tenant(),
                first.identity().kind(),
                first.identity().value());
    }

    private Map<Key, UUID> find(List<Sighting> sightings) {
        var wanted = sightings.stream()
                .flatMap(sighting -> sighting.identities().stream().map(one -> new Key(sighting.tenant(), one)))
                .distinct()
                .toList();
        var found = new HashMap<Key, UUID>();
        jdbc.sql("""
                        select i.tenant_id, i.kind, i.value, i.customer_id
                        from unnest(?::uuid[], ?::text[], ?::text[]) as wanted (tenant_id, kind, value)
                        join customer_identity i using (tenant_id, kind, value)""")
                .param(Columns.of(wanted, Key::tenant))
                .param(Columns.of(wanted, key -> key.identity().kind()))
                .param(Columns.of(wanted, key -> key.identity().value()))
                .query((row, number) -> found.put(keyOf(row), row.getObject("customer_id", UUID.class)))
                .list();
        return found;
    }

    private int link(Map<Key, UUID> missing) {
        return jdbc.sql("""
                        insert into customer_identity (tenant_id, kind, value, customer_id)
                        select * from unnest(?::uuid[], ?::text[], ?::text[], ?::uuid[])
                        on conflict do nothing""")
                .param(Columns.of(missing.keySet(), Key::tenant))
                .param(Columns.of(missing.keySet(), key -> key.identity().kind()))
                .param(Columns.of(missing.keySet(), key -> key.identity().value()))
                .param(Columns.of(missing.values(), id -> id))
                .update();
    }

    private void remember(List<Sighting> sightings, List<UUID> customers) {
        var latest = new TreeMap<CustomerKey, Sighting>();
        for (var i = 0; i < sightings.size(); i++) {
            var sighting = sightings.get(i);
            latest.merge(
                    new CustomerKey(sighting.tenant(), customers.get(i)),
                    sighting,
                    (before, now) -> now.at().isBefore(before.at()) ? before : now);
        }
        var keys = new ArrayList<>(latest.keySet());
        var seen = new ArrayList<>(latest.values());
        jdbc.sql("""
                        insert into customer as c
                          (tenant_id, id, phone_number, user_id, name, username, created_at, updated_at)
                        select tenant_id, id, phone_number, user_id, name, username, at, at
                        from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
                          as seen (tenant_id, id, phone_number, user_id, name, username, at)
                        on conflict (tenant_id, id) do update set
                          phone_number = coalesce(excluded.phone_number, c.phone_number),
                          user_id = coalesce(excluded.user_id, c.user_id),
                          name = coalesce(excluded.name, c.name),
                          username = coalesce(excluded.username, c.username),
                          updated_at = excluded.updated_at
                        where c.updated_at <= excluded.updated_at
                          and (c.phone_number, c.user_id, c.name, c.username) is distinct from
                            (coalesce(excluded.phone_number, c.phone_number), coalesce(excluded.user_id, c.user_id),
                             coalesce(excluded.name, c.name), coalesce(excluded.username, c.username))""")
                .param(Columns.of(keys, CustomerKey::tenant))
                .param(Columns.of(keys, CustomerKey::id))
                .param(Columns.of(
                        seen, one -> one.phone().map(PhoneNumber::e164).orElse(null)))
                .param(Columns.of(seen, one -> one.userId().orElse(null)))
                .param(Columns.of(seen, Sighting::name))
                .param(Columns.of(seen, Sighting::username))
                .param(Columns.of(seen, Sighting::at))
                .update();
    }

    private static Key keyOf(ResultSet row) throws SQLException {
        var tenant = new TenantId(row.getObject("tenant_id", UUID.class));
        var identity = new Identity(Identity.Kind.valueOf(row.getString("kind")), row.getString("value"));
        return new Key(tenant, identity);
    }

    private record Key(TenantId tenant, Identity identity) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            var byTenant = tenant.value().compareTo(other.tenant.value());
            return byTenant != 0 ? byTenant : identity.compareTo(other.identity);
        }
    }

    private record CustomerKey(TenantId tenant, UUID id) implements Comparable<CustomerKey> {
        @Override
        public int compareTo(CustomerKey other) {
            var byTenant = tenant.value().compareTo(other.tenant.value());
            return byTenant != 0 ? byTenant : id.compareTo(other.id);
        }
    }
}
