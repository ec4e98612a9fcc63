package io.parley.conversation.person;

import io.parley.contract.TenantId;
import io.parley.conversation.person.Contacts.Contact;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Puts together what is known of the people at the other end, for a whole batch in two round trips. */
@Service
public class Persons {

    private final Customers customers;
    private final Contacts contacts;

    Persons(Customers customers, Contacts contacts) {
        this.customers = customers;
        this.contacts = contacts;
    }

    /**
     * How a thread names the one at its other end.
     *
     * @param customer null until the customer has written
     * @param address who was written to: E.164 with {@code +}, or a business-scoped user id
     */
    public record Named(
            TenantId tenant,
            @Nullable UUID customer,
            @Nullable String address) {}

    /** Returns the person that each name stands for. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<Named, Person> find(Collection<Named> names) {
        var keys = names.stream()
                .filter(name -> name.customer() != null)
                .map(name -> new Customers.Key(name.tenant(), Objects.requireNonNull(name.customer())))
                .distinct()
                .toList();
        var known = customers.find(keys).stream()
                .collect(Collectors.toMap(one -> new Customers.Key(one.tenant(), one.id()), Function.identity()));
        var bare = new HashMap<Named, Person>();
        for (var name : names) {
            var customer = name.customer() == null
                    ? null
                    : known.get(new Customers.Key(name.tenant(), Objects.requireNonNull(name.customer())));
            bare.put(name, withoutContact(customer, name.address()));
        }
        var candidates = contacts.find(bare.entrySet().stream()
                .map(one -> new Contacts.Identity(
                        one.getKey().tenant(),
                        PhoneKey.of(one.getValue().phoneNumber()),
                        one.getValue().userId()))
                .distinct()
                .toList());
        bare.replaceAll((name, person) -> withContact(name.tenant(), person, candidates));
        return bare;
    }

    private static Person withoutContact(@Nullable Customer customer, @Nullable String address) {
        var phone = customer == null ? null : customer.phoneNumber();
        var user = customer == null ? null : customer.userId();
        if (address != null && address.startsWith("+")) {
            phone = phone == null ? address : phone;
        } else if (address != null) {
            user = user == null ? address : user;
        }
        return customer == null
                ? new Person(phone, user, null, null, null)
                : new Person(phone, user, null, customer.name(), customer.mergedInto());
    }

    /** The user id is the stronger identity, then the very number, then one that only its spelling sets apart. */
    private static Person withContact(TenantId tenant, Person person, List<Contact> candidates) {
        var key = PhoneKey.of(person.phoneNumber());
        return candidates.stream()
                .filter(one -> one.tenant().equals(tenant))
                .filter(one -> matches(one.userId(), person.userId()) || matches(one.phoneKey(), key))
                .min(Comparator.comparing((Contact one) -> !matches(one.userId(), person.userId()))
                        .thenComparing(one -> !matches(one.phoneNumber(), person.phoneNumber()))
                        .thenComparing(Contact::id))
                .map(contact -> new Person(
                        person.phoneNumber(),
                        person.userId(),
                        contact.id(),
                        contact.name() == null || contact.name().isBlank() ? person.name() : contact.name(),
                        person.mergedInto()))
                .orElse(person);
    }

    private static boolean matches(@Nullable String one, @Nullable String other) {
        return one != null && one.equals(other);
    }
}
