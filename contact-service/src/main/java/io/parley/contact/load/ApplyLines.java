package io.parley.contact.load;

import io.parley.contact.book.Address;
import io.parley.contact.book.Book;
import io.parley.contact.book.Contact;
import io.parley.contact.book.ContactName;
import io.parley.contact.book.Contacts;
import io.parley.contact.book.Lane;
import io.parley.contract.TenantId;
import io.parley.kit.erasure.ErasedTraces;
import io.parley.kit.id.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Applies a batch of rows, each as if the one before it were written already, in a fixed number of round trips. A row
 * about a contact that is there changes what it says of it; a row that says nothing new changes nothing.
 */
@Component
class ApplyLines {

    private final Contacts contacts;
    private final ErasedTraces erased;
    private final Ids ids;

    ApplyLines(Contacts contacts, ErasedTraces erased, Ids ids) {
        this.contacts = contacts;
        this.erased = erased;
        this.ids = ids;
    }

    /** Applies {@code rows} of a file that came at {@code uploaded}; the first is number {@code first} of the file. */
    @Transactional(propagation = Propagation.MANDATORY)
    public ImportJob.Progress apply(TenantId tenant, List<ContactLine.Reading> rows, int first, Instant uploaded) {
        var addresses = addresses(tenant, rows);
        var book = contacts.open(addresses);
        var gone = erased.find(addresses.stream().map(Address::trace).toList());
        var tally = new Tally();
        for (var i = 0; i < rows.size(); i++) {
            var number = first + i;
            switch (rows.get(i)) {
                case ContactLine.Reading.Good(var line)
                when Address.isErased(gone, Address.of(tenant, line.phone(), line.userId()), uploaded) ->
                    tally.problems.add(new RowProblem(number, "row", "is about a customer who was erased meanwhile"));
                case ContactLine.Reading.Good(var line) -> apply(tenant, line, number, book, tally);
                case ContactLine.Reading.Bad(var field, var message) ->
                    tally.problems.add(new RowProblem(number, field, message));
            }
        }
        contacts.write(book, Lane.BULK);
        return new ImportJob.Progress(rows.size(), tally.created, tally.updated, tally.unchanged, tally.problems);
    }

    private static HashSet<Address> addresses(TenantId tenant, List<ContactLine.Reading> rows) {
        var addresses = HashSet.<Address>newHashSet(rows.size());
        for (var row : rows) {
            if (row instanceof ContactLine.Reading.Good(var line)) {
                addresses.addAll(Address.of(tenant, line.phone(), line.userId()));
            }
        }
        return addresses;
    }

    private void apply(TenantId tenant, ContactLine line, int number, Book book, Tally tally) {
        var found = Address.of(tenant, line.phone(), line.userId()).stream()
                .map(book::find)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        if (found.size() > 1) {
            tally.problems.add(
                    new RowProblem(number, "userId", "phoneNumber and userId belong to two different contacts"));
            return;
        }
        if (found.isEmpty()) {
            book.put(said(line, Contact.begin(tenant, ids.next(), contacts.now())));
            tally.created++;
            return;
        }
        var before = found.getFirst();
        var after = said(line, before);
        tally.updated++;
        if (after.equals(before)) {
            tally.unchanged++;
            return;
        }
        book.put(after);
    }

    /** Only what is new is taken over: the same number in another spelling, or a name that it has already, is not. */
    private static Contact said(ContactLine line, Contact contact) {
        var phone = line.phone() == null
                        || (contact.phone() != null
                                && contact.phone()
                                        .matchKey()
                                        .equals(line.phone().matchKey()))
                ? contact.phone()
                : line.phone();
        return contact.known(phone, line.userId() == null ? contact.userId() : line.userId())
                .named(name(line, contact))
                .mailed(line.email() == null ? contact.email() : line.email())
                .tagged(line.tags() == null ? contact.tags() : line.tags());
    }

    private static ContactName name(ContactLine line, Contact contact) {
        return line.name() == null || line.name().equals(contact.name().text())
                ? contact.name()
                : contact.name().chosen(line.name());
    }

    /** Counts while a batch is worked through. */
    private static final class Tally {
        private final List<RowProblem> problems = new ArrayList<>();
        private int created;
        private int updated;
        private int unchanged;
    }
}
