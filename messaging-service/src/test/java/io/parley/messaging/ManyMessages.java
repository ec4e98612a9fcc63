package io.parley.messaging;

import io.parley.contract.TenantId;
import io.parley.testkit.Infrastructure;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** So many messages that PostgreSQL would not read their table unless it had to. */
public final class ManyMessages {

    private ManyMessages() {}

    /**
     * Writes {@code count} messages of a tenant, one every 41 seconds until now, as an operator who loads a dump would: triggers
     * are off. Every thousandth is in {@code thread}, every other one in a thread of its own.
     */
    public static void write(TenantId tenant, int count, UUID thread) {
        var operator = operator();
        operator.sql("""
                        insert into message (tenant_id, id, conversation_id, customer_id, phone_number_id, direction, type,
                          content, status, created_at, updated_at)
                        select ?, gen_random_uuid(), case when i % 1000 = 0 then ? else gen_random_uuid() end,
                          gen_random_uuid(), 'generated', case when i % 3 = 0 then 'OUTBOUND' else 'INBOUND' end, 'TEXT', '{}',
                          case when i % 500 = 0 then 'FAILED' else 'READ' end, now() - i * interval '41 s', now()
                        from generate_series(1, ?) i""").param(tenant.value()).param(thread).param(count).update();
        operator.sql("""
                        insert into message_count (tenant_id, span, since, direction, status, type, messages)
                        select tenant_id, span, date_trunc(lower(span), created_at, 'UTC'), direction, status, type, count(*)
                        from message cross join (values ('DAY'), ('HOUR')) as spans (span)
                        where tenant_id = ? group by 1, 2, 3, 4, 5, 6""").param(tenant.value()).update();
        for (var table : List.of("message", "message_count")) {
            operator.sql("analyze " + table).update();
        }
    }

    private static JdbcClient operator() {
        var url = URI.create(Infrastructure.shared().databaseUrl());
        var user = url.getUserInfo().split(":", 2);
        var source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath()
                + "?currentSchema=messaging&options=-c%20session_replication_role=replica");
        source.setUser(user[0]);
        source.setPassword(user[1]);
        return JdbcClient.create(source);
    }
}
