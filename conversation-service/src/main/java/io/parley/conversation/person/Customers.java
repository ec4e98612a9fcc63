package io.parley.conversation.person;

import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The customers that messages and customer-changed have told of. */
@Repository
public class Customers {

    private static final Comparator<Customer> BY_KEY =
            Comparator.comparing((Customer one) -> one.tenant().value()).thenComparing(Customer::id);

    private final JdbcClient jdbc;

    Customers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds what was heard of customers to what is known; they stay locked until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hear(Collection<Customer> heard) {
        if (heard.isEmpty()) {
            return;
        }
        var merged = heard.stream()
                .collect(Collectors.toMap(one -> List.of(one.tenant(), one.id()), Function.identity(), Customer::and))
                .values()
                .stream()
                .sorted(BY_KEY)
                .toList();
        jdbc.sql("""
                        insert into customer as c (tenant_id, id, phone_number, phone_at, user_id, user_at, name, name_at,
                          merged_into, merged_at)
                        select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::timestamptz[], ?::text[], ?::timestamptz[],
                          ?::text[], ?::timestamptz[], ?::uuid[], ?::timestamptz[])
                        on conflict (tenant_id, id) do update set
                          (phone_at, phone_number) = (select * from (values (c.phone_at, c.phone_number),
                            (excluded.phone_at, excluded.phone_number)) v order by 1 desc, 2 desc nulls last limit 1),
                          (user_at, user_id) = (select * from (values (c.user_at, c.user_id),
                            (excluded.user_at, excluded.user_id)) v order by 1 desc, 2 desc nulls last limit 1),
                          (name_at, name) = (select * from (values (c.name_at, c.name),
                            (excluded.name_at, excluded.name)) v order by 1 desc, 2 desc nulls last limit 1),
                          (merged_at, merged_into) = (select * from (values (c.merged_at, c.merged_into),
                            (excluded.merged_at, excluded.merged_into)) v order by 1 desc, 2 desc nulls last limit 1)""")
                .param(Columns.of(merged, Customer::tenant))
                .param(Columns.of(merged, Customer::id))
                .param(Columns.of(merged, Customer::phoneNumber))
                .param(Columns.of(merged, Customer::phoneAt))
                .param(Columns.of(merged, Customer::userId))
                .param(Columns.of(merged, Customer::userAt))
                .param(Columns.of(merged, Customer::name))
                .param(Columns.of(merged, Customer::nameAt))
                .param(Columns.of(merged, Customer::mergedInto))
                .param(Columns.of(merged, Customer::mergedAt))
                .update();
    }

    /** Returns those of {@code wanted} that are known. */
    List<Customer> find(Collection<Key> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        select c.* from unnest(?::uuid[], ?::uuid[]) as wanted (tenant_id, id)
                        join customer c using (tenant_id, id)""")
                .param(Columns.of(wanted, Key::tenant))
                .param(Columns.of(wanted, Key::id))
                .query((row, number) -> customer(row))
                .list();
    }

    /** Names a customer. */
    record Key(TenantId tenant, UUID id) {}

    private static Customer customer(ResultSet row) throws SQLException {
        return new Customer(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getObject("id", UUID.class),
                row.getString("phone_number"),
                instant(row, "phone_at"),
                row.getString("user_id"),
                instant(row, "user_at"),
                row.getString("name"),
                instant(row, "name_at"),
                row.getObject("merged_into", UUID.class),
                instant(row, "merged_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
