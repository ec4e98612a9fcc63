package io.parley.contact.hear;

import io.parley.contact.book.Contact;
import io.parley.contact.book.PhoneNumber;
import io.parley.contact.book.UserId;
import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The table of what is known of customers, read and written a batch at a time. */
@Repository
class Customers {

    private final JdbcClient jdbc;

    Customers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locks the customers whom {@code heard} is about, with those in whose place they go on, and returns them. Those who are
     * new get their row first: with nothing to lock, two who hear of one for the first time would each overwrite the other.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Roster open(List<Heard> heard) {
        var named = heard.stream()
                .flatMap(one -> Stream.of(one.customer(), one.mergedInto())
                        .filter(Objects::nonNull)
                        .map(id -> Customer.unknown(one.tenant(), id)))
                .distinct()
                .toList();
        var roster = lock(named);
        var strangers = named.stream()
                .filter(one -> roster.chain(one.tenant(), one.id()).isEmpty())
                .toList();
        if (strangers.isEmpty()) {
            return roster;
        }
        jdbc.sql("""
                        insert into customer (tenant_id, id, told_at)
                        select *, ?::timestamptz from unnest(?::uuid[], ?::uuid[]) as new (tenant_id, id) order by tenant_id, id
                        on conflict do nothing""")
                .param(Instant.EPOCH.toString())
                .param(Columns.of(strangers, Customer::tenant))
                .param(Columns.of(strangers, Customer::id))
                .update();
        return lock(named);
    }

    private Roster lock(List<Customer> named) {
        return new Roster(jdbc.sql("""
                        with recursive chain as (
                          select * from unnest(?::uuid[], ?::uuid[]) as wanted (tenant_id, id)
                          union
                          select c.tenant_id, c.merged_into from chain join customer c using (tenant_id, id)
                          where c.merged_into is not null)
                        select * from customer where (tenant_id, id) in (select tenant_id, id from chain)
                        order by tenant_id, id for update""")
                .param(Columns.of(named, Customer::tenant))
                .param(Columns.of(named, Customer::id))
                .query((row, number) -> customer(row))
                .list());
    }

    /** Returns everybody for whom one of {@code contacts} stands. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Customer> behind(Collection<Contact> contacts) {
        return jdbc.sql("""
                        select c.* from unnest(?::uuid[], ?::uuid[]) as wanted (tenant_id, contact_id)
                        join customer c using (tenant_id, contact_id)""")
                .param(Columns.of(contacts, Contact::tenant))
                .param(Columns.of(contacts, Contact::id))
                .query((row, number) -> customer(row))
                .list();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void write(Roster roster) {
        var customers = roster.changed();
        if (customers.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into customer (tenant_id, id, contact_id, phone_number, user_id, told_at, merged_into)
                        select * from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::timestamptz[],
                          ?::uuid[]) as new (tenant_id, id, contact_id, phone_number, user_id, told_at, merged_into)
                        order by tenant_id, id
                        on conflict (tenant_id, id) do update set contact_id = excluded.contact_id,
                          phone_number = excluded.phone_number, user_id = excluded.user_id, told_at = excluded.told_at,
                          merged_into = excluded.merged_into""")
                .param(Columns.of(customers, Customer::tenant))
                .param(Columns.of(customers, Customer::id))
                .param(Columns.of(customers, Customer::contact))
                .param(Columns.of(customers, Customer::phone))
                .param(Columns.of(customers, Customer::userId))
                .param(Columns.of(customers, Customer::toldAt))
                .param(Columns.of(customers, Customer::mergedInto))
                .update();
    }

    private static Customer customer(ResultSet row) throws SQLException {
        var phone = row.getString("phone_number");
        var userId = row.getString("user_id");
        return new Customer(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getObject("id", UUID.class),
                row.getObject("contact_id", UUID.class),
                phone == null ? null : new PhoneNumber(phone.substring(1)),
                userId == null ? null : new UserId(userId),
                row.getObject("told_at", OffsetDateTime.class).toInstant(),
                row.getObject("merged_into", UUID.class));
    }
}
