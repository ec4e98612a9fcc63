package io.parley.ingest.receive;

import io.parley.contract.WebhookElements;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Splits the changes of one body by customer, in the order in which customers first appear; a customer's elements keep
 * theirs. What belongs to a whole value goes to every part of it. Elements are copied byte for byte, and a body that
 * needs no splitting is its own part.
 */
final class Splitter {

    private final byte[] body;
    private final EnvelopeWriter writer;

    Splitter(byte[] body) {
        this.body = body;
        this.writer = new EnvelopeWriter(body);
    }

    /** Returns the parts of {@code change}; {@code alone} says that the body holds no other change. */
    List<Part> split(Change change, boolean alone) {
        var insides = change.insides();
        var customers = Customers.of(insides);
        var count = WebhookElements.count(
                change.fieldOrNothing(),
                insides.messages().size(),
                insides.statuses().size());
        var groups = groups(change, customers);
        if (groups.isEmpty()) {
            return List.of(whole(change, alone, customers.onlyContact(), count));
        }
        if (groups.size() == 1) {
            return List.of(whole(change, alone, groups.keySet().iterator().next(), count));
        }
        distribute(insides.contacts(), groups.values());
        var parts = new ArrayList<Part>(groups.size());
        groups.forEach((customer, group) -> parts.add(new Part(
                customer,
                WebhookElements.count(change.fieldOrNothing(), group.messages.size(), group.statuses.size()),
                writer.write(change, group))));
        return parts;
    }

    private Part whole(Change change, boolean alone, String customer, int count) {
        return new Part(customer, count, alone ? body : writer.write(change));
    }

    /** Returns the customers whose elements the change holds, with those; none where its field is not about customers. */
    private static Map<String, Group> groups(Change change, Customers customers) {
        var insides = change.insides();
        var groups = new LinkedHashMap<String, Group>();
        if (change.isOfEchoes()) {
            insides.echoes()
                    .forEach(echo -> groupOf(echo, customers, groups).echoes.add(echo));
        }
        if (change.isOfMessages()) {
            insides.messages()
                    .forEach(message ->
                            groupOf(message, customers, groups).messages.add(message));
            insides.statuses()
                    .forEach(status ->
                            groupOf(status, customers, groups).statuses.add(status));
        }
        return groups;
    }

    private static Group groupOf(Element element, Customers customers, Map<String, Group> groups) {
        return groups.computeIfAbsent(customers.of(element), name -> new Group());
    }

    /** Gives each contact to the parts that name it, and to the first part where none does: nothing gets lost. */
    private void distribute(List<Element> contacts, Collection<Group> groups) {
        var named = new HashMap<String, List<Group>>();
        for (var group : groups) {
            for (var identity : group.identities()) {
                named.computeIfAbsent(identity, name -> new ArrayList<>(1)).add(group);
            }
        }
        var first = groups.iterator().next();
        for (var contact : contacts) {
            var receivers = new LinkedHashSet<Group>();
            addAll(receivers, named, contact.phone());
            addAll(receivers, named, contact.userId());
            if (receivers.isEmpty()) {
                receivers.add(first);
            }
            writer.budget().spend((long) receivers.size() * contact.slice().length());
            receivers.forEach(group -> group.contacts.add(contact));
        }
    }

    private static void addAll(
            LinkedHashSet<Group> receivers, Map<String, List<Group>> named, @Nullable String identity) {
        if (identity != null) {
            receivers.addAll(named.getOrDefault(identity, List.of()));
        }
    }

    /** What a change says for one customer. */
    static final class Group {

        final List<Element> contacts = new ArrayList<>(1);
        final List<Element> messages = new ArrayList<>(1);
        final List<Element> statuses = new ArrayList<>(1);
        final List<Element> echoes = new ArrayList<>(1);

        LinkedHashSet<String> identities() {
            var identities = new LinkedHashSet<String>();
            messages.forEach(message -> add(identities, message));
            statuses.forEach(status -> add(identities, status));
            echoes.forEach(echo -> add(identities, echo));
            return identities;
        }

        private static void add(LinkedHashSet<String> identities, Element element) {
            if (element.phone() != null) {
                identities.add(element.phone());
            }
            if (element.userId() != null) {
                identities.add(element.userId());
            }
        }
    }
}
