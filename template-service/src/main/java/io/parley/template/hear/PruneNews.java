package io.parley.template.hear;

import io.parley.contract.TenantId;
import io.parley.kit.tenant.TenantContext;
import java.time.Clock;
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
 * Forgets which news was applied once no topic can bring it again, for the tenants whose accounts are read: others get no
 * news. Every instance does it.
 */
@Component
class PruneNews {

    private static final Logger log = LoggerFactory.getLogger(PruneNews.class);
    private static final int BATCH = 1_000;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final HearProperties properties;
    private final Clock clock;

    PruneNews(JdbcClient jdbc, TransactionOperations transaction, HearProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(
            initialDelayString = "${parley.template.hear.prune-every}",
            fixedDelayString = "${parley.template.hear.prune-every}")
    void pruneRegularly() {
        try {
            prune();
        } catch (DataAccessException | TransactionException e) {
            log.warn("old news could not be forgotten yet: {}", e.toString());
        }
    }

    /** Forgets everything that is to go by now. */
    void prune() {
        var before = clock.instant().minus(properties.newsRetention()).toString();
        var tenants = jdbc.sql("select distinct tenant_id from sync_queue order by tenant_id")
                .query((row, number) -> new TenantId(row.getObject(1, UUID.class)))
                .list();
        for (var tenant : tenants) {
            var gone = BATCH;
            while (gone == BATCH) {
                gone = TenantContext.call(tenant, () -> forgetSome(tenant, before));
            }
        }
    }

    private int forgetSome(TenantId tenant, String before) {
        Integer gone = transaction.execute(status -> jdbc.sql("""
                        delete from template_news where tenant_id = ? and id = any (array(
                          select id from template_news where tenant_id = ? and received_at < ?::timestamptz limit ?))""")
                .param(tenant.value())
                .param(tenant.value())
                .param(before)
                .param(BATCH)
                .update());
        return gone == null ? 0 : gone;
    }
}
