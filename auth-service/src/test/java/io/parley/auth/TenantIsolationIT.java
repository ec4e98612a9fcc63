package io.parley.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.Role;
import io.parley.testkit.Api;
import io.parley.testkit.TenantIsolationContract;
import io.parley.testkit.TestTenant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;

/** Tenants here come about by registration, so a test's tenant stands for one that is registered when first named. */
@AuthTest
class TenantIsolationIT extends TenantIsolationContract {

    @Autowired
    Fixtures fixtures;

    @Autowired
    FakeGraph graph;

    private final Map<TestTenant, Fixtures.Member> registered = new HashMap<>();

    @Override
    protected Set<String> tablesWithoutTenant() {
        return Set.of("login", "failed_login", "signing_key", "whatsapp_claim");
    }

    @Override
    protected List<Route> routes() {
        return List.of(
                new Route("PATCH", "/api/auth/users/{id}", Map.of("name", "Taken Over")),
                new Route("DELETE", "/api/auth/users/{id}", null),
                new Route("DELETE", "/api/auth/api-keys/{id}", null),
                new Route("PATCH", "/api/settings/numbers/{id}", Map.of("label", "Taken Over")),
                new Route("DELETE", "/api/settings/numbers/{id}", null));
    }

    @Override
    protected UUID create(Route route, TestTenant tenant) {
        var owner = ownerOf(tenant);
        if (route.path().startsWith("/api/auth/users")) {
            return fixtures.member(owner, Role.AGENT).user();
        }
        if (route.path().startsWith("/api/auth/api-keys")) {
            return idOf(fixtures.as(owner).post("/api/auth/api-keys", Map.of("name", "CRM", "role", "AGENT")));
        }
        graph.add(tenant.phoneNumberId(), "token-" + tenant.phoneNumberId());
        var number = Map.of(
                "phoneNumberId",
                tenant.phoneNumberId(),
                "accessToken",
                "token-" + tenant.phoneNumberId(),
                "label",
                "A");
        return idOf(fixtures.as(owner).post("/api/settings/numbers", number));
    }

    @Override
    protected String tokenOf(TestTenant tenant) {
        return ownerOf(tenant).token();
    }

    private Fixtures.Member ownerOf(TestTenant tenant) {
        return registered.computeIfAbsent(tenant, any -> fixtures.owner());
    }

    private static UUID idOf(Api.Answer answer) {
        assertThat(answer.status()).isEqualTo(201);
        return UUID.fromString(answer.data().path("id").asString());
    }
}
