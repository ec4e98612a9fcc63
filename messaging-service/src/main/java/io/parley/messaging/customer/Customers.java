package io.parley.messaging.customer;

import io.parley.contract.CustomerChanged;
import io.parley.contract.TenantId;
import io.parley.kit.erasure.ErasedTraces;
import io.parley.kit.erasure.ErasedTraces.Trace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds out who is who, for a whole batch in a fixed number of round trips; only where two customers turn out to be one
 * there are more. Whatever is said in whichever order, by however many instances at once, names that were ever said to be
 * one person's lead to one customer in the end.
 *
 * <p>Locks are taken in one order: new names, then customers, then what those have. So a transaction resolves once.
 */
@Repository
public class Customers {

    private final CustomerStore store;
    private final Merges merges;
    private final ErasedTraces traces;
    private final JdbcClient jdbc;

    Customers(CustomerStore store, Merges merges, ErasedTraces traces, JdbcClient jdbc) {
        this.traces = traces;
        this.store = store;
        this.merges = merges;
        this.jdbc = jdbc;
    }

    /**
     * Finds the customer of each sighting. New names are linked to the customer whose other names are known, unknown
     * customers are created, customers that one sighting names together are merged, profiles are brought up to date.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Resolved resolve(List<Sighting> sightings) {
        if (sightings.isEmpty()) {
            return Resolved.NOBODY;
        }
        var names = sightings.stream()
                .flatMap(one -> one.identities().stream().map(identity -> new Name(one.tenant(), identity)))
                .collect(Collectors.toSet());
        var persons = personsOf(sightings, names);
        var links = persons.links();
        if (!links.isEmpty() && store.link(links) < links.size()) {
            persons = personsOf(sightings, names);
        }
        while (!persons.split().isEmpty()) {
            if (store.lock(customersOf(persons))) {
                merges.merge(persons.split());
            }
            persons = personsOf(sightings, names);
        }
        return remember(persons);
    }

    /** Returns a customer and all whose place it has taken: whose threads, too, are about this person. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<UUID> allOf(TenantId tenant, UUID customer) {
        return jdbc.sql("""
                        with recursive person as (
                          select ?::uuid as id
                          union all
                          select c.id from person join customer c on c.tenant_id = ? and c.merged_into = person.id)
                        select id from person""")
                .param(customer)
                .param(tenant.value())
                .query((row, number) -> row.getObject("id", UUID.class))
                .list();
    }

    private Persons personsOf(List<Sighting> sightings, Set<Name> names) {
        var persons = new Persons(sightings, store.find(names));
        var fresh = persons.all().stream().filter(Person::isNew).toList();
        while (!fresh.isEmpty()) {
            var erased = traces.find(fresh.stream().map(Customers::traceOf).toList());
            fresh = fresh.stream()
                    .filter(one -> {
                        var at = erased.at(traceOf(one));
                        at.ifPresent(one::followAfter);
                        return at.isPresent();
                    })
                    .toList();
        }
        return persons;
    }

    private static Trace traceOf(Person person) {
        return new Trace(person.tenant(), person.customer().orElseThrow().key().id());
    }

    private static Collection<Customer.Key> customersOf(Persons persons) {
        return persons.all().stream()
                .flatMap(person -> person.customers.keySet().stream())
                .sorted()
                .toList();
    }

    private Resolved remember(Persons persons) {
        var found = new HashMap<Name, Resolved.Found>();
        var updates = new ArrayList<CustomerStore.Update>();
        var announced = new HashMap<Customer.Key, Customer>();
        for (var person : persons.all()) {
            person.customer().ifPresent(customer -> {
                var heard = person.heard();
                var now = customer.profile().after(heard);
                var result = new Resolved.Found(customer.key().id(), now);
                person.names.forEach(name -> found.put(name, result));
                if (customer.createdAt() == null || !now.saysTheSameAs(customer.profile())) {
                    updates.add(update(person, customer, heard));
                } else if (person.causes().contains(customer.changedBy())) {
                    announced.put(customer.key(), customer);
                }
            });
        }
        updates.sort(Comparator.comparing(CustomerStore.Update::key));
        if (!updates.isEmpty()) {
            store.save(updates).stream()
                    .filter(one -> one.changedBy() != null)
                    .forEach(one -> announced.put(one.key(), one));
        }
        return new Resolved(found, announced.isEmpty() ? List.of() : changes(announced));
    }

    private static CustomerStore.Update update(Person person, Customer customer, Profile heard) {
        var first = person.sightings.stream()
                .map(Sighting::at)
                .min(Instant::compareTo)
                .orElseThrow();
        var announced = customer.createdAt() != null || person.wantsAnnouncement();
        return new CustomerStore.Update(customer.key(), heard, first, person.cause(), announced);
    }

    /**
     * Whoever is told of a customer is told who was merged into it, too: a merge that was committed and never published is
     * made up for by the next change, wherever that is made.
     */
    private List<Resolved.Change> changes(Map<Customer.Key, Customer> announced) {
        var changes = new ArrayList<Resolved.Change>();
        store.mergedInto(announced.values())
                .forEach((gone, heir) ->
                        changes.add(change(gone, heir, heir.key().id())));
        announced.values().forEach(one -> changes.add(change(one, one, one.mergedInto())));
        return changes;
    }

    private static Resolved.Change change(Customer one, Customer heir, @Nullable UUID into) {
        var at = heir.profile().at();
        var cause = Objects.requireNonNull(heir.changedBy());
        return new Resolved.Change(new CustomerChanged(one.key().tenant(), one.shown(), into, at), cause);
    }
}
