package io.parley.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.parley.kit.tenant.TenantContext;
import io.parley.messaging.customer.Customers;
import io.parley.messaging.customer.Identity;
import io.parley.messaging.customer.PhoneNumber;
import io.parley.messaging.customer.Profile;
import io.parley.messaging.customer.Resolved;
import io.parley.messaging.customer.Sighting;
import io.parley.testkit.TestTenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Whatever is said of who is who, in whatever order and by whomever: names end up with the customers they belong to. */
@SuppressWarnings("NullAway.Init")
class CustomersIT extends MessagingTest {

    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    @Autowired
    Customers customers;

    @Autowired
    TransactionOperations transaction;

    @Autowired
    JdbcClient jdbc;

    final TestTenant tenant = TestTenant.create();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void endsWithTheSamePersonsWhateverTheOrderAndHoweverManyAreAtWork(long seed) throws Exception {
        var random = new Random(seed);
        var identities = universe();
        var sightings = new ArrayList<Sighting>();
        for (var i = 0; i < 30; i++) {
            Collections.shuffle(identities, random);
            var together = random.nextInt(10) == 0 ? 3 : 1 + random.nextInt(2);
            sightings.add(sighting(NOON.plusSeconds(i), List.copyOf(identities.subList(0, together))));
        }
        var again = new ArrayList<>(sightings);
        Collections.shuffle(sightings, random);
        Collections.shuffle(again, random);

        sideBySide(batches(sightings, random), batches(again, random));

        var named = sightings.stream().flatMap(one -> one.identities().stream()).collect(Collectors.toSet());
        assertThat(partition(named)).isEqualTo(expected(sightings));
        assertThat(leftovers())
                .as("customers that neither go on nor were merged")
                .isEmpty();
    }

    @Test
    void knowsThePhoneAndTheUserIdOfEarlierSightingsOfOneBatch() {
        var both = told(NOON, "447700900123", "GB.1");
        var one = new Sighting(
                tenant.id(),
                List.of(new Identity(Identity.Kind.BSUID, "GB.1")),
                Optional.empty(),
                Optional.of("GB.1"),
                "Ada",
                null,
                NOON.plusSeconds(1),
                Sighting.Source.MESSAGE,
                UUID.randomUUID());

        var profile = resolve(List.of(both, one)).profileOf(one);

        assertThat(profile)
                .extracting(Profile::phoneNumber, Profile::userId, Profile::name)
                .containsExactly("+447700900123", "GB.1", "Ada");
    }

    @Test
    void letsTheOldestGoOnAndTellsOfTheMerge() {
        var first = resolve(List.of(phone("447700900123", NOON)));
        var second = resolve(List.of(user("GB.1", NOON.plusSeconds(1))));
        var older = first.customerOf(phone("447700900123", NOON));
        var younger = second.customerOf(user("GB.1", NOON));
        var both = told(NOON.plusSeconds(2), "447700900123", "GB.1");

        var merged = resolve(List.of(both));

        assertThat(merged.customerOf(both)).isEqualTo(older);
        assertThat(merged.changes())
                .extracting(
                        change -> change.what().profile().customerId(),
                        change -> Optional.ofNullable(change.what().mergedInto()))
                .containsExactlyInAnyOrder(tuple(older, Optional.empty()), tuple(younger, Optional.of(older)));
        assertThat(resolve(List.of(both)).changes())
                .as("told again, by the same cause")
                .containsExactlyInAnyOrderElementsOf(merged.changes());
        assertThat(within(() -> customers.allOf(tenant.id(), older))).containsExactlyInAnyOrder(older, younger);
        assertThat(within(
                        () -> jdbc.sql("select source_event from customer_merge where customer_id = ? and into_id = ?")
                                .param(younger)
                                .param(older)
                                .query(UUID.class)
                                .list()))
                .containsExactly(both.cause());
    }

    @Test
    void makesUpForAMergeThatWasNeverToldOf() {
        resolve(List.of(phone("447700900123", NOON)));
        resolve(List.of(user("GB.1", NOON)));
        resolve(List.of(told(NOON, "447700900123", "GB.1")));

        var renamed = new Sighting(
                tenant.id(),
                List.of(new Identity(Identity.Kind.BSUID, "GB.1")),
                Optional.empty(),
                Optional.of("GB.1"),
                "Ada",
                null,
                NOON.plusSeconds(9),
                Sighting.Source.MESSAGE,
                UUID.randomUUID());

        assertThat(resolve(List.of(renamed)).changes())
                .hasSize(2)
                .allSatisfy(change -> assertThat(change.cause()).isEqualTo(renamed.cause()));
    }

    @Test
    void makesNobodyACustomerForBeingWrittenToByAnotherApp() {
        var report = new Sighting(
                tenant.id(),
                List.of(new Identity(Identity.Kind.BSUID, "GB.1"), new Identity(Identity.Kind.PHONE, "447700900123")),
                Optional.empty(),
                Optional.of("GB.1"),
                null,
                null,
                NOON,
                Sighting.Source.REPORT,
                UUID.randomUUID());

        assertThat(resolve(List.of(report)).changes()).isEmpty();
        assertThat(count("customer")).isZero();
        assertThat(count("customer_identity")).isZero();
    }

    @Test
    void doesNotTakeATypedSpellingForTheCustomersOwn() {
        var heard = phone("551187654321", NOON);
        resolve(List.of(heard));
        var number = new PhoneNumber("5511987654321");
        var typed = new Sighting(
                tenant.id(),
                List.of(Identity.of(number)),
                Optional.of(number),
                Optional.empty(),
                null,
                null,
                NOON.plusSeconds(60),
                Sighting.Source.TYPED,
                UUID.randomUUID());

        var resolved = resolve(List.of(typed));

        assertThat(resolved.profileOf(typed).phoneNumber()).isEqualTo("+551187654321");
        assertThat(resolved.changes()).isEmpty();
    }

    private List<Identity> universe() {
        var identities = new ArrayList<Identity>();
        for (var i = 0; i < 14; i++) {
            identities.add(new Identity(Identity.Kind.PHONE, "44770090010" + i));
            identities.add(new Identity(Identity.Kind.BSUID, "GB." + i));
        }
        for (var i = 0; i < 4; i++) {
            identities.add(new Identity(Identity.Kind.PARENT_BSUID, "GB.ENT." + i));
        }
        return identities;
    }

    private static List<List<Sighting>> batches(List<Sighting> sightings, Random random) {
        var batches = new ArrayList<List<Sighting>>();
        for (var start = 0; start < sightings.size(); ) {
            var end = Math.min(sightings.size(), start + 1 + random.nextInt(5));
            batches.add(List.copyOf(sightings.subList(start, end)));
            start = end;
        }
        return batches;
    }

    /** Two instances, each with its own order, starting each batch together. */
    private void sideBySide(List<List<Sighting>> one, List<List<Sighting>> other) throws Exception {
        var rounds = Math.max(one.size(), other.size());
        var together = new CyclicBarrier(2);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var work = List.of(one, other).stream()
                    .map(batches -> threads.submit(() -> {
                        for (var i = 0; i < rounds; i++) {
                            together.await();
                            if (i < batches.size()) {
                                persistently(batches.get(i));
                            }
                        }
                        return null;
                    }))
                    .toList();
            for (var each : work) {
                each.get();
            }
        }
    }

    /** A listener container does the same: what fails for the database's sake is tried again. */
    private void persistently(List<Sighting> batch) {
        for (var tries = 1; ; tries++) {
            try {
                resolve(batch);
                return;
            } catch (TransientDataAccessException e) {
                assertThat(tries).as("tries, because of " + e.getMessage()).isLessThan(5);
            }
        }
    }

    private Set<Set<Identity>> partition(Set<Identity> identities) {
        var groups = new HashMap<UUID, Set<Identity>>();
        for (var identity : identities) {
            var alone = sighting(NOON, List.of(identity));
            groups.computeIfAbsent(resolve(List.of(alone)).customerOf(alone), id -> new HashSet<>())
                    .add(identity);
        }
        return Set.copyOf(groups.values());
    }

    /** Sets that share a member become one, until none do. */
    private static Set<Set<Identity>> expected(List<Sighting> sightings) {
        var sets = new ArrayList<Set<Identity>>();
        for (var sighting : sightings) {
            var united = new HashSet<>(sighting.identities());
            sets.removeIf(set -> !Collections.disjoint(set, united) && united.addAll(set) | true);
            sets.add(united);
        }
        return Set.copyOf(sets);
    }

    private List<UUID> leftovers() {
        return within(() -> jdbc.sql("""
                        select c.id from customer c
                        where c.merged_into is null
                          and not exists (select 1 from customer_identity i where i.customer_id = c.id)
                        union all
                        select i.customer_id from customer_identity i
                        where not exists (select 1 from customer c where c.id = i.customer_id)""").query(UUID.class).list());
    }

    private Sighting phone(String digits, Instant at) {
        var number = new PhoneNumber(digits);
        return new Sighting(
                tenant.id(),
                List.of(Identity.of(number)),
                Optional.of(number),
                Optional.empty(),
                null,
                null,
                at,
                Sighting.Source.MESSAGE,
                UUID.randomUUID());
    }

    private Sighting user(String id, Instant at) {
        return sighting(at, List.of(new Identity(Identity.Kind.BSUID, id)));
    }

    private Sighting told(Instant at, String digits, String user) {
        var number = new PhoneNumber(digits);
        return new Sighting(
                tenant.id(),
                List.of(Identity.of(number), new Identity(Identity.Kind.BSUID, user)),
                Optional.of(number),
                Optional.of(user),
                null,
                null,
                at,
                Sighting.Source.MESSAGE,
                UUID.randomUUID());
    }

    private Sighting sighting(Instant at, List<Identity> identities) {
        return new Sighting(
                tenant.id(),
                identities,
                Optional.empty(),
                Optional.empty(),
                null,
                null,
                at,
                Sighting.Source.MESSAGE,
                UUID.randomUUID());
    }

    private Resolved resolve(List<Sighting> sightings) {
        return within(() -> customers.resolve(sightings));
    }

    private long count(String table) {
        return within(() -> jdbc.sql("select count(*) from " + table + " where tenant_id = ?")
                .param(tenant.id().value())
                .query(Long.class)
                .single());
    }

    private <T> T within(Supplier<T> work) {
        return TenantContext.call(Set.of(tenant.id()), () -> transaction.execute(status -> work.get()));
    }
}
