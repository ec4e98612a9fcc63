package io.parley.analytics;

import io.parley.testkit.ServiceTest;
import io.parley.testkit.TenantIsolationContract;
import io.parley.testkit.TestTenant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

@ServiceTest
class IsolationIT extends TenantIsolationContract {

    /** Rebuilds are the operator's, of all tenants alike. */
    @Override
    protected Set<String> tablesWithoutTenant() {
        return Set.of("rebuild");
    }

    @Override
    protected Set<String> tablesOfWorkers() {
        return Set.of("counted_tenant");
    }

    /** Nothing here is named by an id. */
    @Override
    protected List<Route> routes() {
        return List.of();
    }

    @Override
    protected UUID create(Route route, TestTenant owner) {
        throw new IllegalStateException("no routes");
    }
}
