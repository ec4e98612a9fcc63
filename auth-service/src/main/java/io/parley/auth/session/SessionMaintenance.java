package io.parley.auth.session;

import io.parley.auth.account.SessionsInvalidated;
import io.parley.auth.account.TenantTransactions;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/** Ends sessions that other features invalidate, and deletes what has expired. Several instances may do so at once. */
@Component
class SessionMaintenance implements SchedulingConfigurer {

    private final RefreshTokens tokens;
    private final TokenFamilies families;
    private final FailedLogins failedLogins;
    private final TenantTransactions transactions;
    private final SessionProperties properties;

    SessionMaintenance(
            RefreshTokens tokens,
            TokenFamilies families,
            FailedLogins failedLogins,
            TenantTransactions transactions,
            SessionProperties properties) {
        this.tokens = tokens;
        this.families = families;
        this.failedLogins = failedLogins;
        this.transactions = transactions;
        this.properties = properties;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        tasks.addFixedDelayTask(this::sweep, properties.sweepEvery());
    }

    @EventListener
    void on(SessionsInvalidated invalidated) {
        families.endAll(invalidated.tenant(), invalidated.user());
    }

    void sweep() {
        transactions.callWithoutTenant(tokens::sweep);
        failedLogins.sweep();
    }
}
