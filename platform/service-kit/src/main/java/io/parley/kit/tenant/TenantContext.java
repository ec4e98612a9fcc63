package io.parley.kit.tenant;

import io.parley.contract.TenantId;
import io.parley.kit.trace.LogContext;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tenants that the current thread works for. Transactions hand them to row-level security, so work outside of
 * {@link #run} or {@link #call} sees no tenant's rows at all. Where it is one tenant, log lines name it.
 */
public final class TenantContext {

    private static final ScopedValue<Set<TenantId>> TENANTS = ScopedValue.newInstance();

    private TenantContext() {}

    /** Runs {@code work} for one tenant. */
    public static void run(TenantId tenant, Runnable work) {
        run(Set.of(tenant), work);
    }

    /** Runs {@code work} for the tenants of a batch. */
    public static void run(Collection<TenantId> tenants, Runnable work) {
        var all = Set.copyOf(tenants);
        try (var named = LogContext.tenant(nameOf(all))) {
            ScopedValue.where(TENANTS, all).run(work);
        }
    }

    /** Returns what {@code work} returns, run for one tenant. */
    public static <R, X extends Throwable> R call(TenantId tenant, ScopedValue.CallableOp<? extends R, X> work)
            throws X {
        return call(Set.of(tenant), work);
    }

    /** Returns what {@code work} returns, run for the tenants of a batch. */
    public static <R, X extends Throwable> R call(
            Collection<TenantId> tenants, ScopedValue.CallableOp<? extends R, X> work) throws X {
        var all = Set.copyOf(tenants);
        try (var named = LogContext.tenant(nameOf(all))) {
            return ScopedValue.where(TENANTS, all).call(work);
        }
    }

    /** Returns the tenants worked for; empty where none is set. */
    public static Set<TenantId> current() {
        return TENANTS.orElse(Set.of());
    }

    private static @Nullable String nameOf(Set<TenantId> tenants) {
        return tenants.size() == 1 ? tenants.iterator().next().toString() : null;
    }
}
