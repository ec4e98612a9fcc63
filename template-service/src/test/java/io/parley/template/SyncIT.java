package io.parley.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.testkit.TestTenant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SyncIT extends TemplateTest {

    @Test
    void readsAnAccountWholeAsSoonAsItIsConnected() {
        var tenant = TestTenant.create();
        for (var i = 0; i < 5; i++) {
            graph(tenant).add("template_" + i, i == 0 ? "REJECTED" : "APPROVED");
        }

        connect(tenant);

        await().atMost(SOON).until(() -> names(tenant, "").size() == 5);
        assertThat(names(tenant, "?status=rejected")).containsExactly("template_0");
        assertThat(names(tenant, "?search=HELLO%20template_3")).containsExactly("template_3");
        assertThat(names(tenant, "?category=MARKETING")).isEmpty();
        await().atMost(SOON).until(() -> told(tenant).size() == 5);
    }

    @Test
    void pagesByNumberAndByCursor() {
        var tenant = TestTenant.create();
        for (var i = 0; i < 5; i++) {
            graph(tenant).add("template_" + i, "APPROVED");
        }
        connect(tenant);
        await().atMost(SOON).until(() -> names(tenant, "").size() == 5);
        var all = names(tenant, "");

        var first = as(tenant).get("/api/templates?limit=2").data();
        var cursor = first.path("pagination").path("nextCursor").asString();

        assertThat(first.path("pagination").path("total").asInt()).isEqualTo(5);
        assertThat(names(tenant, "?limit=2&cursor=" + cursor)).isEqualTo(all.subList(2, 4));
        assertThat(names(tenant, "?limit=2&page=3")).isEqualTo(all.subList(4, 5));
    }

    @Test
    void marksWhatIsGoneAndTakesOverWhatChanged() {
        var tenant = TestTenant.create();
        graph(tenant).add("stays", "APPROVED");
        graph(tenant).add("goes", "APPROVED");
        connect(tenant);
        await().atMost(SOON).until(() -> names(tenant, "").size() == 2);
        graph(tenant).templates.get(0).put("status", "DISABLED");
        graph(tenant).templates.remove(1);

        await().atMost(SOON).until(() -> {
            as(tenant).post("/api/templates/sync", "");
            return names(tenant, "?status=DISABLED").size() == 1
                    && names(tenant, "").size() == 1;
        });

        await().atMost(SOON).until(() -> toldStatuses(tenant).containsAll(List.of("deleted", "DISABLED")));
    }

    @Test
    void showsATemplateWithItsVariablesFilledIn() {
        var tenant = connectedTenant();
        var id = submit(tenant, WELCOME).path("id").asString();

        var shown = as(tenant).post("/api/templates/" + id + "/preview", Map.of("variables", Map.of("1", "Ada")));

        assertThat(shown.data().path("text").asString()).isEqualTo("Welcome!\n\nHello Ada, welcome to our service!");
        var missing = as(tenant).post("/api/templates/" + id + "/preview", Map.of("variables", Map.of("2", "Ada")));
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.text()).contains("variables.1", "variables.2");
    }
}
