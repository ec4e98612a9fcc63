package io.parley.kit.tenant;

import io.parley.contract.TenantId;
import java.util.Collection;
import java.util.Set;

/**
 * The tenants that the current thread works for. Transactions hand them to row-level security, so work outside of
 * {@link #run} or {@link #call} sees no tenant's rows at all.
 */
public final class TenantContext {

    private static final ScopedValue<Set<TenantId>> TENANTS = ScopedValue.newInstance();

    private TenantContext() {}

    /** Runs {@code work} for one tenant. */
    public static void run(TenantId tenant, Runnable work) {
        ScopedValue.where(TENANTS, Set.of(tenant)).run(work);
    }

    /** Runs {@code work} for the tenants of a batch. */
    public static void run(Collection<TenantId> tenants, Runnable work) {
        ScopedValue.where(TENANTS, Set.copyOf(tenants)).run(work);
    }

    /** Returns what {@code work} returns, run for one tenant. */
    public static <R, X extends Throwable> R call(TenantId tenant, ScopedValue.CallableOp<? extends R, X> work)
            throws X {
        return ScopedValue.where(TENANTS, Set.of(tenant)).call(work);
    }

    /** Returns what {@code work} returns, run for the tenants of a batch. */
    public static <R, X extends Throwable> R call(
            Collection<TenantId> tenants, ScopedValue.CallableOp<? extends R, X> work) throws X {
        return ScopedValue.where(TENANTS, Set.copyOf(tenants)).call(work);
    }

    /** Returns the tenants worked for; empty where none is set. */
    public static Set<TenantId> current() {
        return TENANTS.orElse(Set.of());
    }
}
