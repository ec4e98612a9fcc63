package io.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.testkit.TenantIsolationContract;
import io.parley.testkit.TestTenant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ConversationIsolationIT extends ConversationTest {

    @Nested
    class Contract extends TenantIsolationContract {

        @Override
        protected Set<String> tablesWithoutTenant() {
            return Set.of();
        }

        /** Keys are read across tenants, since row-level security keeps their index from being used: ids and hashes only. */
        @Override
        protected Set<String> tablesOfWorkers() {
            return Set.of("conversation_key");
        }

        @Override
        protected List<Route> routes() {
            var one = "/api/conversations/{id}";
            return List.of(
                    new Route("GET", one, null),
                    new Route("GET", one + "/assignments", null),
                    new Route("PATCH", one, Map.of("status", "CLOSED")),
                    new Route("PATCH", one, Map.of("assignedTo", UUID.randomUUID())),
                    new Route("POST", one + "/read", null),
                    new Route("POST", one + "/notes", Map.of("text", "Mine?")),
                    new Route("DELETE", one + "/notes/" + UUID.randomUUID(), null));
        }

        @Override
        protected UUID create(Route route, TestTenant owner) {
            return begin(Talk.with(owner.id(), "+447700900123", "Ada"));
        }
    }

    @Test
    void answersAForeignNoteExactlyAsAnAbsentOne() {
        var owner = TestTenant.create();
        var talk = Talk.with(owner.id(), "+447700900123", "Ada");
        begin(talk);
        var path = "/api/conversations/" + talk.id() + "/notes/";
        var note = as(owner)
                .post("/api/conversations/" + talk.id() + "/notes", Map.of("text", "Ours"))
                .data()
                .path("id")
                .stringValue();
        var stranger = as(TestTenant.create()).with("X-Request-Id", "isolation");

        var foreign = stranger.delete(path + note);
        var absent = stranger.delete(path + UUID.randomUUID());

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.body()).isEqualTo(absent.body());
        assertThat(get(owner, talk).path("messages").values()).hasSize(2);
    }

    @Test
    void findsNothingOfOthers() {
        var owner = TestTenant.create();
        begin(Talk.with(owner.id(), "+447700900123", "Canary"));
        var stranger = TestTenant.create();

        assertThat(list(owner, "?search=canary")).hasSize(1);
        assertThat(list(stranger, "?search=canary")).isEmpty();
        assertThat(total(stranger, "")).isZero();
    }
}
