package io.parley.template;

import io.parley.testkit.TenantIsolationContract;
import io.parley.testkit.TestTenant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;

class TemplateIsolationIT extends TemplateTest {

    @Nested
    class Contract extends TenantIsolationContract {

        @Override
        protected Set<String> tablesWithoutTenant() {
            return Set.of();
        }

        @Override
        protected Set<String> tablesOfWorkers() {
            return Set.of("sync_queue");
        }

        @Override
        protected List<Route> routes() {
            return List.of(
                    new Route("GET", "/api/templates/{id}", null),
                    new Route("GET", "/api/templates/{id}/history", null),
                    new Route("POST", "/api/templates/{id}/preview", Map.of("variables", Map.of("1", "Mallory"))),
                    new Route("PATCH", "/api/templates/{id}", Map.of("category", "UTILITY")),
                    new Route("DELETE", "/api/templates/{id}", null));
        }

        @Override
        protected UUID create(Route route, TestTenant owner) {
            connect(owner);
            return UUID.fromString(submit(owner, WELCOME).path("id").asString());
        }
    }
}
