package io.parley.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.Role;
import io.parley.testkit.Api;
import io.parley.testkit.TenantIsolationContract;
import io.parley.testkit.TestTenant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@IngestTest
@SuppressWarnings("NullAway.Init")
class IsolationIT extends TenantIsolationContract {

    @Autowired
    Api api;

    @Autowired
    Tenants tenants;

    @Override
    protected Set<String> tablesWithoutTenant() {
        return Set.of("operator_webhook");
    }

    @Override
    protected List<Route> routes() {
        return List.of(
                new Route("GET", "/api/webhook/events/{id}", null),
                new Route("POST", "/api/webhook/events/{id}/replay", ""));
    }

    @Override
    protected UUID create(Route route, TestTenant owner) {
        tenants.connect(owner, true, null);
        Webhooks.post(api, Webhooks.of(owner.phoneNumberId(), "447700900123", "w1"));
        var caller = api.as(owner, Role.AGENT);
        await().until(() ->
                caller.get("/api/webhook/events").data().at("/pagination/total").asInt() == 1);
        return UUID.fromString(
                caller.get("/api/webhook/events").data().at("/events/0/id").asString());
    }

    @Test
    void neitherListsNorCountsNorReplaysWhatIsAnothers() {
        var owner = TestTenant.create();
        create(routes().getFirst(), owner);
        var stranger = api.as(TestTenant.create(), Role.OWNER);

        assertThat(stranger.get("/api/webhook/events")
                        .data()
                        .at("/pagination/total")
                        .asInt())
                .isZero();
        assertThat(stranger.get("/api/webhook/ledger")
                        .data()
                        .at("/totals/received")
                        .asInt())
                .isZero();
        assertThat(stranger.post("/api/webhook/events/replay", Map.of("since", "2020-01-01T00:00:00Z"))
                        .data()
                        .path("selected")
                        .asInt())
                .isZero();
    }
}
