package io.parley.messaging.consent;

import io.parley.contract.ContactChanged;
import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import io.parley.messaging.customer.PhoneNumber;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** This service's copy of what contacts said about marketing. */
@Repository
public class Consents {

    private final JdbcClient jdbc;

    Consents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Tells whether a contact has opted out who is known by any of the customer's names, however a number was spelt. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean hasOptedOut(TenantId tenant, UUID customer) {
        return jdbc.sql("""
                        select exists (
                          select 1 from customer_identity i join consent c
                            on c.tenant_id = i.tenant_id and c.opted_out
                              and (i.kind = 'PHONE' and c.phone_key = i.value
                                or i.kind in ('BSUID', 'PARENT_BSUID') and c.user_id = i.value)
                          where i.tenant_id = ? and i.customer_id = ?)""")
                .param(tenant.value())
                .param(customer)
                .query(Boolean.class)
                .single();
    }

    /**
     * Takes over what contacts are now, each unless something newer is known of it; a deleted one has said nothing.
     * Repeating it changes nothing.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void take(List<ContactChanged> changes) {
        var latest = new LinkedHashMap<Key, ContactChanged>();
        for (var change : changes) {
            latest.merge(
                    new Key(change.tenantId(), change.id()),
                    change,
                    (before, now) -> now.updatedAt().isBefore(before.updatedAt()) ? before : now);
        }
        var contacts = latest.values();
        jdbc.sql("""
                        insert into consent as c (tenant_id, contact_id, phone_key, user_id, opted_out, updated_at)
                        select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::boolean[], ?::timestamptz[])
                        on conflict (tenant_id, contact_id) do update set
                          phone_key = excluded.phone_key, user_id = excluded.user_id, opted_out = excluded.opted_out,
                          updated_at = excluded.updated_at
                          where c.updated_at <= excluded.updated_at""")
                .param(Columns.of(contacts, ContactChanged::tenantId))
                .param(Columns.of(contacts, ContactChanged::id))
                .param(Columns.of(contacts, Consents::phoneKey))
                .param(Columns.of(contacts, ContactChanged::userId))
                .param(Columns.of(contacts, one -> one.optedOut() && !one.deleted()))
                .param(Columns.of(contacts, ContactChanged::updatedAt))
                .update();
    }

    private static @Nullable String phoneKey(ContactChanged contact) {
        return Optional.ofNullable(contact.phoneNumber())
                .flatMap(PhoneNumber::parse)
                .map(PhoneNumber::matchKey)
                .orElse(null);
    }

    private record Key(TenantId tenant, UUID contact) {}
}
