package io.parley.ingest.receive;

import java.util.HashMap;
import java.util.Map;

/**
 * Who the elements of a change belong to. A customer who is named by phone number in one place and by user id in another
 * is the same one where any element or contact says so.
 */
final class Customers {

    private static final String NOBODY = "";

    private final Map<String, String> userIds = new HashMap<>();
    private final String onlyContact;

    private Customers(String onlyContact) {
        this.onlyContact = onlyContact;
    }

    static Customers of(Change.Insides insides) {
        var contacts = insides.contacts();
        var customers = new Customers(contacts.size() == 1 ? idOf(contacts.getFirst()) : NOBODY);
        contacts.forEach(customers::link);
        insides.messages().forEach(customers::link);
        insides.statuses().forEach(customers::link);
        insides.echoes().forEach(customers::link);
        return customers;
    }

    /** Returns what the element is kept in order with: the group, else the user id, else the phone number. */
    String of(Element element) {
        if (element.group() != null) {
            return element.group();
        }
        if (element.userId() != null) {
            return element.userId();
        }
        if (element.phone() != null) {
            return userIds.getOrDefault(element.phone(), element.phone());
        }
        return onlyContact;
    }

    /** Returns the one customer that the contacts name; empty where they name none or several. */
    String onlyContact() {
        return onlyContact;
    }

    private void link(Element element) {
        if (element.phone() != null && element.userId() != null) {
            userIds.putIfAbsent(element.phone(), element.userId());
        }
    }

    private static String idOf(Element contact) {
        if (contact.userId() != null) {
            return contact.userId();
        }
        return contact.phone() == null ? NOBODY : contact.phone();
    }
}
