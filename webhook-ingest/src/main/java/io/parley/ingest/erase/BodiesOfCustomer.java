package io.parley.ingest.erase;

import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds archived bodies that are about a customer and were received before a time. */
@Repository
class BodiesOfCustomer {

    private final JdbcClient jdbc;

    BodiesOfCustomer(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the numbers and accounts whose events are archived, one look at the index for each. */
    List<String> subjects(TenantId tenant) {
        return jdbc.sql("""
                        with recursive subject as (
                          (select split_part(record_key, ':', 1) as id from raw_webhook_body where tenant_id = ?
                           order by record_key collate "C" limit 1)
                          union all
                          select (select split_part(b.record_key, ':', 1) from raw_webhook_body b
                            where b.tenant_id = ? and b.record_key collate "C" > subject.id || ';'
                            order by b.record_key collate "C" limit 1)
                          from subject where subject.id is not null)
                        select id from subject where id is not null""")
                .param(tenant.value())
                .param(tenant.value())
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** Returns some of the bodies whose key names the customer. */
    List<UUID> ofKeys(TenantId tenant, Collection<String> keys, Instant before, int most) {
        return jdbc.sql("""
                        select b.id from raw_webhook_body b join raw_webhook_event e using (tenant_id, id)
                        where b.tenant_id = ? and b.record_key collate "C" = any (?::text[])
                          and e.received_at <= ?::timestamptz
                        order by b.id limit ?""")
                .param(tenant.value())
                .param(Columns.of(keys, one -> one))
                .param(before.toString())
                .param(most)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    /** A body that several people may stand in, and whether it names the customer. */
    record Shared(UUID id, boolean named) {}

    /** Looks into some of the bodies that several people may stand in, after {@code place}. */
    List<Shared> shared(TenantId tenant, Collection<String> spellings, Instant before, UUID place, int most) {
        return jdbc.sql("""
                        select b.id, exists (select 1 from unnest(?::text[]) as s (text)
                          where position(convert_to('"' || s.text || '"', 'UTF8') in b.body) > 0) as named
                        from raw_webhook_body b join raw_webhook_event e using (tenant_id, id)
                        where b.tenant_id = ? and b.shared and b.id > ? and e.received_at <= ?::timestamptz
                        order by b.id limit ?""")
                .param(Columns.of(spellings, one -> one))
                .param(tenant.value())
                .param(place)
                .param(before.toString())
                .param(most)
                .query((row, number) -> new Shared(row.getObject("id", UUID.class), row.getBoolean("named")))
                .list();
    }
}
