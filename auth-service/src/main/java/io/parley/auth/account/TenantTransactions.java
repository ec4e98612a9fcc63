package io.parley.auth.account;

import io.parley.contract.TenantId;
import io.parley.kit.tenant.TenantContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs work in a transaction of a tenant that was not known when the request came in. */
@Component
public class TenantTransactions {

    private final TransactionTemplate transactions;

    TenantTransactions(PlatformTransactionManager transactionManager) {
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /** Returns what {@code work} returns; row-level security admits {@code tenant} meanwhile. */
    public <T extends @Nullable Object> T call(TenantId tenant, Supplier<T> work) {
        return TenantContext.<T, RuntimeException>call(tenant, () -> transactions.execute(status -> work.get()));
    }

    /** Returns what {@code work} returns; no tenant's rows are seen meanwhile. */
    public <T extends @Nullable Object> T callWithoutTenant(Supplier<T> work) {
        return transactions.execute(status -> work.get());
    }
}
