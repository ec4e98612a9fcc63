package io.parley.messaging.customer;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** The persons of a batch: names that one sighting brings together, or that one customer on record has, are one's. */
final class Persons {

    private final Map<Object, Object> leaders = new HashMap<>();
    private final Map<Object, Person> persons = new LinkedHashMap<>();

    /** Sorts {@code sightings} by person, given whose the {@code known} names are. */
    Persons(List<Sighting> sightings, Map<Name, Customer> known) {
        sightings.forEach(one ->
                one.identities().forEach(identity -> join(nameOf(one), new Name(one.tenant(), identity))));
        known.forEach((name, customer) -> join(name, customer.key()));
        for (var sighting : sightings) {
            var person = persons.computeIfAbsent(leaderOf(nameOf(sighting)), leader -> new Person());
            person.sightings.add(sighting);
            for (var identity : sighting.identities()) {
                var name = new Name(sighting.tenant(), identity);
                person.names.add(name);
                var customer = known.get(name);
                if (customer == null) {
                    person.unlinked.add(name);
                } else {
                    person.customers.put(customer.key(), customer);
                }
            }
        }
    }

    Collection<Person> all() {
        return persons.values();
    }

    /** Returns names that no customer has yet, each with the customer whose it shall be, in the order of names. */
    SortedMap<Name, UUID> links() {
        var links = new TreeMap<Name, UUID>();
        for (var person : persons.values()) {
            person.customer()
                    .ifPresent(customer -> person.unlinked.forEach(
                            name -> links.put(name, customer.key().id())));
        }
        return links;
    }

    List<Person> split() {
        return persons.values().stream().filter(Person::isSplit).toList();
    }

    private static Name nameOf(Sighting sighting) {
        return new Name(sighting.tenant(), sighting.identities().getFirst());
    }

    private void join(Object one, Object other) {
        var leader = leaderOf(one);
        var second = leaderOf(other);
        if (!leader.equals(second)) {
            leaders.put(second, leader);
        }
    }

    private Object leaderOf(Object member) {
        var leader = member;
        for (var next = leaders.get(leader); next != null; next = leaders.get(leader)) {
            leader = next;
        }
        if (!leader.equals(member)) {
            leaders.put(member, leader);
        }
        return leader;
    }
}
