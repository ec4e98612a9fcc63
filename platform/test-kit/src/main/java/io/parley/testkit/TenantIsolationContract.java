package io.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.Role;
import io.parley.kit.database.DatabaseProperties;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What every service promises of its tenants' data. A service's test extends it, says which tables have no tenant and
 * why, and lists the routes that take an id.
 */
@SuppressWarnings("NullAway.Init")
public abstract class TenantIsolationContract {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DatabaseProperties database;

    @Autowired
    private Api api;

    /** Returns the tables that must be read before a tenant is known; each states its reason in its migration. */
    protected abstract Set<String> tablesWithoutTenant();

    /** Returns the tables that a worker serves for all tenants at once; they hold no more than ids and times. */
    protected Set<String> tablesOfWorkers() {
        return Set.of();
    }

    /** Returns the routes that name one thing by its id. */
    protected abstract List<Route> routes();

    /** Makes a thing of {@code owner} that {@code route} can name, and returns its id. */
    protected abstract UUID create(Route route, TestTenant owner);

    /** Returns a token that the service accepts; services that issue their own override it. */
    protected String tokenOf(TestTenant tenant) {
        return tenant.token(Role.OWNER);
    }

    /**
     * A route that takes an id.
     *
     * @param path with {@code {id}} in it
     * @param body to send, or null for none
     */
    public record Route(
            String method, String path, @Nullable Object body) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @Test
    void everyTableForcesRowLevelSecurity() {
        var open = jdbc.sql("""
                        select relname from pg_class
                        where relnamespace = ?::regnamespace and relkind in ('r', 'p')
                          and not (relrowsecurity and relforcerowsecurity) and relname <> 'flyway_schema_history'""").param(database.schema()).query(String.class).set();

        assertThat(open).isSubsetOf(tablesWithoutTenant());
    }

    @Test
    void everyPrimaryKeyStartsWithTheTenant() {
        var others = jdbc.sql("""
                        select c.relname from pg_class c
                        left join pg_index i on i.indrelid = c.oid and i.indisprimary
                        left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
                        where c.relnamespace = ?::regnamespace and c.relkind in ('r', 'p')
                          and c.relname <> 'flyway_schema_history' and a.attname is distinct from 'tenant_id'""").param(database.schema()).query(String.class).set();

        assertThat(others).isSubsetOf(tablesWithoutTenant());
    }

    /** Otherwise batches of a large tenant among many small ones are found by reading all that it has. */
    @Test
    void thePlannerTakesWhatAPolicyAdmitsForTheWholeTable() {
        var others = jdbc.sql("""
                        select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
                        where c.relnamespace = ?::regnamespace and c.relkind = 'r' and not c.relispartition
                          and c.relrowsecurity and a.attoptions is null""").param(database.schema()).query(String.class).set();

        assertThat(others).isEmpty();
    }

    @Test
    void theServiceWorksAsARoleThatOwnsNothingAndIsBoundByPolicies() {
        var mightBypass =
                jdbc.sql("""
                        select exists (select 1 from pg_class
                          where relnamespace = ?::regnamespace and pg_get_userbyid(relowner) = current_user)
                          or (select rolbypassrls or rolsuper from pg_roles where rolname = current_user)""").param(database.schema()).query(Boolean.class).single();

        assertThat(mightBypass).isFalse();
    }

    @Test
    void nothingIsVisibleWithoutATenant() {
        var all = jdbc.sql("""
                        select relname from pg_class where relnamespace = ?::regnamespace and relkind in ('r', 'p')
                          and relrowsecurity and relname <> 'outbox'""").param(database.schema()).query(String.class).list();

        var tables =
                all.stream().filter(table -> !tablesOfWorkers().contains(table)).toList();
        assertThat(tables).isNotEmpty().allSatisfy(table -> {
            var visible =
                    jdbc.sql("select count(*) from " + table).query(Long.class).single();
            assertThat(visible).as(table).isZero();
        });
    }

    @TestFactory
    List<DynamicTest> answersForeignIdsExactlyAsAbsentOnes() {
        return routes().stream()
                .map(route -> DynamicTest.dynamicTest(route.toString(), () -> {
                    var owner = TestTenant.create();
                    var stranger = TestTenant.create();
                    var caller = api.as(tokenOf(stranger)).with("X-Request-Id", "isolation");

                    var foreign = call(caller, route, create(route, owner));
                    var absent = call(caller, route, UUID.randomUUID());

                    assertThat(absent.status()).isEqualTo(404);
                    assertThat(foreign.status()).isEqualTo(404);
                    assertThat(foreign.body()).isEqualTo(absent.body());
                }))
                .toList();
    }

    private static Api.Answer call(Api caller, Route route, UUID id) {
        return caller.call(route.method(), route.path().replace("{id}", id.toString()), route.body());
    }
}
