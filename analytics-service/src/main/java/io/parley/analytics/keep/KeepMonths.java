package io.parley.analytics.keep;

import io.parley.analytics.fact.MessageFacts;
import io.parley.analytics.fact.Turns;
import io.parley.contract.TenantId;
import io.parley.kit.tenant.TenantContext;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes the months to come and drops those that are kept no longer; what was counted of these goes too, so that it is as if
 * they had never been. Every instance does it; the work is short, and of what is done already nothing is left to do.
 */
@Component
@DependsOnDatabaseInitialization
class KeepMonths implements InitializingBean {

    private static final Logger log = LoggerFactory.getLogger(KeepMonths.class);

    private final JdbcClient jdbc;
    private final MessageFacts facts;
    private final Turns turns;
    private final TransactionOperations transaction;
    private final KeepProperties properties;
    private final Clock clock;

    KeepMonths(
            JdbcClient jdbc,
            MessageFacts facts,
            Turns turns,
            TransactionOperations transaction,
            KeepProperties properties,
            Clock clock) {
        this.jdbc = jdbc;
        this.facts = facts;
        this.turns = turns;
        this.transaction = transaction;
        this.properties = properties;
        this.clock = clock;
    }

    /** There is room for messages before the first one is read. */
    @Override
    public void afterPropertiesSet() {
        transaction.executeWithoutResult(status -> make());
    }

    @Scheduled(
            initialDelayString = "${parley.analytics.keep.every}",
            fixedDelayString = "${parley.analytics.keep.every}")
    void keepRegularly() {
        try {
            keep();
        } catch (DataAccessException | TransactionException e) {
            log.warn("months could not be made and dropped yet: {}", e.toString());
        }
    }

    /** Does all that is to be done by now. */
    void keep() {
        var first = Objects.requireNonNull(transaction.execute(status -> {
            make();
            // Whoever asks for a figure meanwhile waits behind this, so this does not wait for long.
            jdbc.sql("set local lock_timeout = '3s'").update();
            var dropped = jdbc.sql("select drop_fact_months(?::date)")
                    .param(firstMonth().atDay(1).toString())
                    .query(Integer.class)
                    .single();
            if (dropped > 0) {
                log.info("dropped {} months of facts, those before {}", dropped, firstMonth());
            }
            return facts.range().first();
        }));
        for (var tenant : turns.tenants()) {
            TenantContext.run(tenant, () -> transaction.executeWithoutResult(status -> forget(tenant, first)));
        }
    }

    private void make() {
        jdbc.sql("select make_fact_months(?::date, ?::date)")
                .param(firstMonth().atDay(1).toString())
                .param(thisMonth()
                        .plusMonths(properties.monthsAhead() + 1L)
                        .atDay(1)
                        .toString())
                .query(Integer.class)
                .single();
    }

    private void forget(TenantId tenant, Instant first) {
        turns.takeWhole(tenant);
        for (var sql : new String[] {
            "delete from message_bucket where tenant_id = ? and bucket < ?::timestamptz",
            "delete from agent_bucket where tenant_id = ? and bucket < ?::timestamptz",
            "delete from template_bucket where tenant_id = ? and bucket < ?::timestamptz",
            "delete from closing where tenant_id = ? and at < ?::timestamptz",
            "delete from thread where tenant_id = ? and newest < ?::timestamptz"
        }) {
            jdbc.sql(sql).param(tenant.value()).param(first.toString()).update();
        }
        jdbc.sql("delete from early_status where tenant_id = ? and heard_at < ?::timestamptz")
                .param(tenant.value())
                .param(clock.instant().minus(properties.earlyStatuses()).toString())
                .update();
    }

    private YearMonth thisMonth() {
        return YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
    }

    private YearMonth firstMonth() {
        return thisMonth().minusMonths(properties.months());
    }
}
