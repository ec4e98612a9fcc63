package io.parley.messaging.view;

import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import io.parley.kit.tenant.TenantContext;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Adds up what writers of messages have counted, so that few rows tell the whole. Whether a change is added up yet makes no
 * difference to what is read; only a long backlog would make reading slower.
 */
@Component
class FoldCounts {

    private static final Logger log = LoggerFactory.getLogger(FoldCounts.class);
    private static final int MOST = 5_000;
    private static final int MOST_TENANTS = 100;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;

    FoldCounts(JdbcClient jdbc, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Every instance does it; what one has in its hands the others skip. */
    @Scheduled(fixedDelayString = "PT1S")
    void fold() {
        try {
            var tenants = changed();
            if (!tenants.isEmpty()) {
                TenantContext.run(tenants, () -> transaction.executeWithoutResult(status -> fold(tenants)));
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("counts of messages cannot be added up yet: {}", e.toString());
        }
    }

    private List<TenantId> changed() {
        return jdbc.sql("""
                        select distinct tenant_id from (
                          select tenant_id from message_count_change limit ?) as few
                        limit ?""")
                .param(MOST)
                .param(MOST_TENANTS)
                .query((row, number) -> new TenantId(row.getObject("tenant_id", UUID.class)))
                .list();
    }

    private void fold(List<TenantId> tenants) {
        jdbc.sql("""
                        with picked as (
                          select tenant_id, id from message_count_change where tenant_id = any (?::uuid[])
                          limit ? for update skip locked),
                        gone as (
                          delete from message_count_change c using picked
                          where c.tenant_id = picked.tenant_id and c.id = picked.id
                          returning c.*)
                        insert into message_count as m (tenant_id, span, since, direction, status, type, messages)
                        select tenant_id, span, date_trunc(lower(span), since, 'UTC') as begun, direction, status, type,
                          sum(messages)
                        from gone cross join (values ('DAY'), ('HOUR')) as spans (span)
                        group by tenant_id, span, begun, direction, status, type
                        order by tenant_id, span, begun, direction, status, type
                        on conflict (tenant_id, span, since, direction, status, type)
                          do update set messages = m.messages + excluded.messages""").param(Columns.of(tenants, tenant -> tenant)).param(MOST).update();
    }
}
