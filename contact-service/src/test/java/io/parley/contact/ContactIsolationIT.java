package io.parley.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.kit.tenant.TenantContext;
import io.parley.testkit.TenantIsolationContract;
import io.parley.testkit.TestTenant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ContactIsolationIT extends ContactTest {

    @Nested
    class Contract extends TenantIsolationContract {

        @Override
        protected Set<String> tablesWithoutTenant() {
            return Set.of();
        }

        @Override
        protected Set<String> tablesOfWorkers() {
            return Set.of("contact_publication", "import_queue", "import_age");
        }

        @Override
        protected List<Route> routes() {
            return List.of(
                    new Route("GET", "/api/contacts/{id}", null),
                    new Route("PATCH", "/api/contacts/{id}", Map.of("name", "Mallory")),
                    new Route("DELETE", "/api/contacts/{id}", null),
                    new Route("DELETE", "/api/contacts/{id}?erase=true", null),
                    new Route("GET", "/api/contacts/erasures/{id}", null),
                    new Route("GET", "/api/contacts/import/{id}", null));
        }

        @Override
        protected UUID create(Route route, TestTenant owner) {
            var id = route.path().contains("import")
                    ? importAll(owner, "phone\n+447700900101\n").path("id")
                    : ContactIsolationIT.this
                            .create(owner, Map.of("phoneNumber", "+447700900101"))
                            .path("id");
            return route.path().contains("erasures")
                    ? UUID.fromString(as(owner)
                            .delete("/api/contacts/" + id.asString() + "?erase=true")
                            .data()
                            .path("id")
                            .asString())
                    : UUID.fromString(id.asString());
        }
    }

    @Test
    void letsTwoTenantsKnowTheSameNumber() {
        var one = TestTenant.create();
        var two = TestTenant.create();

        create(one, Map.of("phoneNumber", "+447700900101", "name", "One", "tags", List.of("a")));
        create(two, Map.of("phoneNumber", "+447700900101", "name", "Two"));
        importAll(two, "phone,name\n+447700900101,Three\n");

        assertThat(names(one, "")).containsExactly("One");
        assertThat(names(one, "?search=0900101")).containsExactly("One");
        assertThat(names(two, "?search=0900101")).containsExactly("Three");
        assertThat(total(two, "?tag=a")).isZero();
        assertThat(export(one, "")).contains("One").doesNotContain("Three");
    }

    @Test
    void showsNothingThroughTheViewWithoutATenantOrToAnother() {
        var owner = TestTenant.create();
        create(owner, Map.of("phoneNumber", "+447700900101"));

        assertThat(visible()).isZero();
        assertThat(TenantContext.<Long, RuntimeException>call(
                        TestTenant.create().id(), this::visible))
                .isZero();
        assertThat(TenantContext.<Long, RuntimeException>call(owner.id(), this::visible))
                .isEqualTo(1);
    }

    private Long visible() {
        return transaction.execute(status ->
                jdbc.sql("select count(*) from contact_list").query(Long.class).single());
    }
}
