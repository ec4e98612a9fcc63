package io.parley.contact.hear;

import io.parley.contract.TenantId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The customers that a batch is about, in memory while it is worked through. */
final class Roster {

    private static final int LONGEST_CHAIN = 16;

    private final Map<Key, Customer> before = new HashMap<>();
    private final Map<Key, Customer> now = new LinkedHashMap<>();

    Roster(Collection<Customer> customers) {
        customers.forEach(this::add);
    }

    private record Key(TenantId tenant, UUID id) {}

    /** Adds customers who stand for the same contacts. */
    void add(Customer customer) {
        var key = new Key(customer.tenant(), customer.id());
        before.putIfAbsent(key, customer);
        now.putIfAbsent(key, customer);
    }

    void tell(Heard heard) {
        if (heard.customer() == null) {
            return;
        }
        change(heard.tenant(), heard.customer(), one -> one.told(heard));
        if (heard.mergedInto() != null) {
            change(heard.tenant(), heard.mergedInto(), one -> one);
        }
    }

    /** Returns a customer and those in whose place others go on, the last of whom is who they are now. */
    List<Customer> chain(TenantId tenant, @Nullable UUID id) {
        var chain = new ArrayList<Customer>();
        var next = id;
        while (next != null && chain.size() < LONGEST_CHAIN) {
            var customer = now.get(new Key(tenant, next));
            if (customer == null || chain.contains(customer)) {
                return chain;
            }
            chain.add(customer);
            next = customer.mergedInto();
        }
        return chain;
    }

    /** Returns the newest word for a field among those who are one. */
    static <T> @Nullable T newest(List<Customer> chain, Function<Customer, @Nullable T> field) {
        return chain.stream()
                .filter(one -> field.apply(one) != null)
                .max(Comparator.comparing(Customer::toldAt))
                .map(field)
                .orElse(null);
    }

    /** Tells whether a contact stands for somebody who is not one of {@code chain}. */
    boolean standsForAnother(UUID contact, TenantId tenant, List<Customer> chain) {
        return now.values().stream()
                .filter(one -> one.tenant().equals(tenant) && contact.equals(one.contact()))
                .anyMatch(one -> chain.stream().noneMatch(member -> member.id().equals(one.id()))
                        && !Objects.equals(
                                root(tenant, one.id()),
                                chain.isEmpty() ? null : chain.getLast().id()));
    }

    void link(List<Customer> chain, UUID contact) {
        chain.forEach(one -> change(one.tenant(), one.id(), customer -> customer.standingFor(contact)));
    }

    /** Lets {@code survivor} stand for everybody whom {@code loser} stood for. */
    void relink(TenantId tenant, UUID loser, UUID survivor) {
        now.replaceAll((key, one) ->
                key.tenant().equals(tenant) && loser.equals(one.contact()) ? one.standingFor(survivor) : one);
    }

    List<Customer> changed() {
        return now.entrySet().stream()
                .filter(one -> !one.getValue().equals(before.get(one.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }

    private @Nullable UUID root(TenantId tenant, UUID id) {
        var chain = chain(tenant, id);
        return chain.isEmpty() ? null : chain.getLast().id();
    }

    private void change(TenantId tenant, UUID id, UnaryOperator<Customer> change) {
        now.compute(new Key(tenant, id), (key, one) -> change.apply(one == null ? Customer.unknown(tenant, id) : one));
    }
}
