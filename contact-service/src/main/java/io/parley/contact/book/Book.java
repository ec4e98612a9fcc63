package io.parley.contact.book;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The contacts that one piece of work is about, held in memory while it decides: a batch of rows or records is worked
 * through one by one as if each were written at once, and what came of it is written together.
 */
public final class Book {

    private final Map<Address.ById, Contact> before = new LinkedHashMap<>();
    private final Map<Address.ById, Contact> now = new LinkedHashMap<>();
    private final Map<Address, Contact> found = new HashMap<>();

    Book(Collection<Contact> contacts) {
        for (var contact : contacts) {
            before.put(keyOf(contact), contact);
            now.put(keyOf(contact), contact);
            index(contact);
        }
    }

    /** Returns the contact with this address, as far as this book has been worked through. */
    public Optional<Contact> find(@Nullable Address address) {
        return address == null ? Optional.empty() : Optional.ofNullable(found.get(address));
    }

    /** Returns the contacts as they are by now. */
    public List<Contact> contacts() {
        return List.copyOf(now.values());
    }

    /** Takes over what {@code contact} is now; it may be new. */
    public void put(Contact contact) {
        var replaced = now.put(keyOf(contact), contact);
        if (replaced != null) {
            addressesOf(replaced).forEach(found::remove);
        }
        index(contact);
    }

    /** Takes a contact out. */
    public void remove(Contact contact) {
        now.remove(keyOf(contact));
        addressesOf(contact).forEach(found::remove);
    }

    List<Contact> added() {
        return now.entrySet().stream()
                .filter(one -> !before.containsKey(one.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    List<Contact> removed() {
        return before.entrySet().stream()
                .filter(one -> !now.containsKey(one.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Returns what has changed; only what can be seen makes a new version. */
    List<Contact> changed(Instant at) {
        var changed = new ArrayList<Contact>();
        now.forEach((key, contact) -> {
            var old = before.get(key);
            if (old != null && !old.equals(contact)) {
                changed.add(old.shows(contact) ? contact : contact.changed(at));
            }
        });
        return changed;
    }

    /** Tells whether people see something else of {@code contact} than before. */
    boolean isNews(Contact contact) {
        var old = before.get(keyOf(contact));
        return old == null || !old.shows(contact);
    }

    private void index(Contact contact) {
        addressesOf(contact).forEach(address -> found.put(address, contact));
    }

    private static List<Address> addressesOf(Contact contact) {
        var addresses = new ArrayList<>(Address.of(contact.tenant(), contact.phone(), contact.userId()));
        addresses.add(keyOf(contact));
        return addresses;
    }

    private static Address.ById keyOf(Contact contact) {
        return new Address.ById(contact.tenant(), contact.id());
    }
}
