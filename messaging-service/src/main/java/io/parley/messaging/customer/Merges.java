package io.parley.messaging.customer;

import io.parley.kit.database.Columns;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Makes one customer of several that turned out to be the same person. Their rows have to be locked. */
@Repository
class Merges {

    private final JdbcClient jdbc;
    private final Clock clock;

    Merges(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Merge(Customer.Key from, UUID into, UUID cause) {}

    /** Merges the customers of each person into the oldest. */
    void merge(List<Person> persons) {
        var merges = new ArrayList<Merge>();
        for (var person : persons) {
            var heir = person.customer().orElseThrow();
            person.customers.keySet().stream()
                    .filter(key -> !key.equals(heir.key()))
                    .forEach(key -> merges.add(new Merge(key, heir.key().id(), person.cause())));
        }
        hand(merges);
        record(merges);
        shorten(merges);
        inherit(merges);
    }

    /** Names lead to who goes on from now on. */
    private void hand(List<Merge> merges) {
        jdbc.sql("""
                        update customer_identity i set customer_id = m.heir
                        from unnest(?::uuid[], ?::uuid[], ?::uuid[]) as m (tenant_id, id, heir)
                        where i.tenant_id = m.tenant_id and i.customer_id = m.id""")
                .param(Columns.of(merges, one -> one.from().tenant()))
                .param(Columns.of(merges, one -> one.from().id()))
                .param(Columns.of(merges, Merge::into))
                .update();
    }

    /** One who was never written, for it was being linked when it turned out to be somebody else, leaves no trace. */
    private void record(List<Merge> merges) {
        jdbc.sql("""
                        with gone as (
                          update customer c set merged_into = m.heir
                          from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[]) as m (tenant_id, id, heir, cause)
                          where c.tenant_id = m.tenant_id and c.id = m.id
                          returning c.tenant_id, c.id, m.heir, m.cause)
                        insert into customer_merge (tenant_id, customer_id, into_id, source_event, merged_at)
                        select tenant_id, id, heir, cause, ?::timestamptz from gone""")
                .param(Columns.of(merges, one -> one.from().tenant()))
                .param(Columns.of(merges, one -> one.from().id()))
                .param(Columns.of(merges, Merge::into))
                .param(Columns.of(merges, Merge::cause))
                .param(clock.instant().toString())
                .update();
    }

    /** Those who were merged before into somebody who is merged now: one step instead of two. */
    private void shorten(List<Merge> merges) {
        jdbc.sql("""
                        update customer c set merged_into = m.heir
                        from unnest(?::uuid[], ?::uuid[], ?::uuid[]) as m (tenant_id, id, heir)
                        where c.tenant_id = m.tenant_id and c.merged_into = m.id""")
                .param(Columns.of(merges, one -> one.from().tenant()))
                .param(Columns.of(merges, one -> one.from().id()))
                .param(Columns.of(merges, Merge::into))
                .update();
    }

    /** Who goes on takes over the names that it had none of, the latest said first. */
    private void inherit(List<Merge> merges) {
        jdbc.sql("""
                        update customer c set
                          phone_number = coalesce(c.phone_number, past.phone_number),
                          user_id = coalesce(c.user_id, past.user_id),
                          name = coalesce(c.name, past.name),
                          username = coalesce(c.username, past.username),
                          changed_by = past.cause
                        from (
                          select m.tenant_id, m.heir,
                            (array_agg(o.phone_number order by o.updated_at desc) filter (where o.phone_number is not null))[1]
                              as phone_number,
                            (array_agg(o.user_id order by o.updated_at desc) filter (where o.user_id is not null))[1] as user_id,
                            (array_agg(o.name order by o.updated_at desc) filter (where o.name is not null))[1] as name,
                            (array_agg(o.username order by o.updated_at desc) filter (where o.username is not null))[1]
                              as username,
                            (array_agg(m.cause))[1] as cause
                          from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[]) as m (tenant_id, id, heir, cause)
                          join customer o on o.tenant_id = m.tenant_id and o.id = m.id
                          group by m.tenant_id, m.heir) past
                        where c.tenant_id = past.tenant_id and c.id = past.heir""")
                .param(Columns.of(merges, one -> one.from().tenant()))
                .param(Columns.of(merges, one -> one.from().id()))
                .param(Columns.of(merges, Merge::into))
                .param(Columns.of(merges, Merge::cause))
                .update();
    }
}
