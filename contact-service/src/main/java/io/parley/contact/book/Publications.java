package io.parley.contact.book;

import io.parley.kit.database.Columns;
import io.parley.kit.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Notes, in the transaction of a change, which contacts others must be told of. */
@Repository
public class Publications {

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher signals;

    Publications(JdbcClient jdbc, ApplicationEventPublisher signals) {
        this.jdbc = jdbc;
        this.signals = signals;
    }

    /** Says that there is something to tell; sent after the commit, and nothing is lost with it. */
    public record Waiting() {}

    @Transactional(propagation = Propagation.MANDATORY)
    void add(List<Contact> contacts, Lane lane, Instant now) {
        if (contacts.isEmpty()) {
            return;
        }
        var byTenant = contacts.stream()
                .collect(Collectors.groupingBy(
                        one -> one.tenant().toString(),
                        TreeMap::new,
                        Collectors.mapping(one -> one.id().toString(), Collectors.joining(",", "{", "}"))));
        jdbc.sql("""
                        insert into contact_publication (tenant_id, lane, ids, queued_at)
                        select tenant_id, ?, ids::uuid[], ?::timestamptz
                        from unnest(?::uuid[], ?::text[]) as new (tenant_id, ids)""")
                .param(lane.number())
                .param(now.toString())
                .param(Columns.of(byTenant.keySet(), one -> one))
                .param(Columns.of(byTenant.values(), one -> one))
                .update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                signals.publishEvent(new Waiting());
            }
        });
    }

    /** Keeps what contacts last were until their end has been told. */
    @Transactional(propagation = Propagation.MANDATORY)
    void keepRemoved(List<Contact> contacts) {
        jdbc.sql("""
                        insert into removed_contact (tenant_id, id, contact, version)
                        select * from unnest(?::uuid[], ?::uuid[], ?::jsonb[], ?::bigint[])
                        on conflict do nothing""")
                .param(Columns.of(contacts, Contact::tenant))
                .param(Columns.of(contacts, Contact::id))
                .param(Columns.of(contacts, one -> Json.events().writeValueAsString(one.event(true))))
                .param(Columns.of(contacts, Contact::version))
                .update();
    }
}
