package io.parley.contact.hear;

import io.parley.contact.book.Address;
import io.parley.contact.book.Book;
import io.parley.contact.book.Contact;
import io.parley.contact.book.Contacts;
import io.parley.contact.book.Lane;
import io.parley.contact.book.PhoneNumber;
import io.parley.kit.erasure.ErasedTraces;
import io.parley.kit.erasure.ErasedTraces.Trace;
import io.parley.kit.id.Ids;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Applies what was heard of customers to their contacts, a batch in a fixed number of round trips. Repetition changes
 * nothing, and the order in which things are heard does not matter: each field keeps its newest word. Contacts that turn
 * out to be one person become one, the older of them.
 */
@Component
class HearCustomers {

    private final Contacts contacts;
    private final Customers customers;
    private final ErasedTraces erased;
    private final Ids ids;

    HearCustomers(Contacts contacts, Customers customers, ErasedTraces erased, Ids ids) {
        this.contacts = contacts;
        this.customers = customers;
        this.erased = erased;
        this.ids = ids;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void hear(List<Heard> batch) {
        var named = batch.stream().filter(Heard::namesSomebody).toList();
        var roster = customers.open(named);
        var heard = withoutErased(named); // looked at with the customers locked: whoever erases one locks it too
        heard.forEach(roster::tell);
        var book = contacts.open(addresses(heard, roster));
        customers.behind(book.contacts()).forEach(roster::add);
        heard.forEach(one -> settle(one, roster, book));
        contacts.write(book, Lane.PROMPT);
        customers.write(roster);
    }

    /** Leaves out what is said of customers who were erased, and what was said of anybody's names before they were. */
    private List<Heard> withoutErased(List<Heard> batch) {
        var traces = new ArrayList<Trace>();
        for (var one : batch) {
            Stream.of(one.customer(), one.mergedInto())
                    .filter(Objects::nonNull)
                    .forEach(id -> traces.add(new Trace(one.tenant(), id)));
            Address.of(one.tenant(), one.phone(), one.userId()).forEach(address -> traces.add(address.trace()));
        }
        var known = erased.find(traces);
        return batch.stream()
                .filter(one -> one.customer() == null || !known.has(new Trace(one.tenant(), one.customer())))
                .filter(one -> one.mergedInto() == null || !known.has(new Trace(one.tenant(), one.mergedInto())))
                .filter(one -> !Address.isErased(known, Address.of(one.tenant(), one.phone(), one.userId()), one.at()))
                .toList();
    }

    private static Set<Address> addresses(List<Heard> heard, Roster roster) {
        var addresses = new LinkedHashSet<Address>();
        for (var one : heard) {
            addresses.addAll(Address.of(one.tenant(), one.phone(), one.userId()));
            for (var customer : roster.chain(one.tenant(), one.customer())) {
                addresses.addAll(Address.of(one.tenant(), customer.phone(), customer.userId()));
                if (customer.contact() != null) {
                    addresses.add(new Address.ById(one.tenant(), customer.contact()));
                }
            }
        }
        return addresses;
    }

    private void settle(Heard heard, Roster roster, Book book) {
        var chain = roster.chain(heard.tenant(), heard.customer());
        var phone = heard.customer() == null ? heard.phone() : Roster.newest(chain, Customer::phone);
        var userId = heard.customer() == null ? heard.userId() : Roster.newest(chain, Customer::userId);
        var same = new ArrayList<>(found(heard, chain, Address.of(heard.tenant(), phone, userId), roster, book));
        if (same.isEmpty() && (!heard.creates() || (phone == null && userId == null))) {
            return;
        }
        var contact =
                same.isEmpty() ? Contact.begin(heard.tenant(), ids.next(), contacts.now()) : united(same, roster, book);
        var known = contact.known(
                sameNumber(contact.phone(), phone) ? contact.phone() : phone,
                userId == null ? contact.userId() : userId);
        var name = heard.name() == null ? known.name() : known.name().hear(heard.name(), heard.at());
        book.put(known.named(name).consenting(known.consent().hear(heard.consent())));
        roster.link(chain, contact.id());
    }

    /** Returns all contacts that are this customer, oldest first. */
    private static List<Contact> found(
            Heard heard, List<Customer> chain, List<Address> current, Roster roster, Book book) {
        var linked = chain.stream()
                .map(one -> one.contact() == null ? null : new Address.ById(one.tenant(), one.contact()))
                .map(book::find);
        var named = current.stream().map(book::find);
        // A number that the customer had once may be somebody else's by now.
        var once = heard.phone() == null
                ? Optional.<Contact>empty()
                : book.find(new Address.ByPhone(heard.tenant(), heard.phone().matchKey()))
                        .filter(one -> !roster.standsForAnother(one.id(), heard.tenant(), chain));
        return Stream.of(linked, named, Stream.of(once))
                .flatMap(one -> one)
                .flatMap(Optional::stream)
                .distinct()
                .sorted(Comparator.comparing(Contact::createdAt).thenComparing(Contact::id))
                .toList();
    }

    private static Contact united(List<Contact> same, Roster roster, Book book) {
        var survivor = same.getFirst();
        for (var other : same.subList(1, same.size())) {
            book.remove(other);
            roster.relink(other.tenant(), other.id(), survivor.id());
            survivor = survivor.absorbing(other);
        }
        return survivor;
    }

    /** A number keeps the spelling that it has while it is the same to WhatsApp, and stays where none is known. */
    private static boolean sameNumber(@Nullable PhoneNumber kept, @Nullable PhoneNumber told) {
        return told == null || (kept != null && kept.matchKey().equals(told.matchKey()));
    }
}
