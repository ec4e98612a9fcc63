package io.parley.contact.edit;

import io.parley.contact.ContactError;
import io.parley.contact.book.Address;
import io.parley.contact.book.Book;
import io.parley.contact.book.Contact;
import io.parley.contact.book.Contacts;
import io.parley.contact.book.Lane;
import io.parley.contract.TenantId;
import io.parley.kit.id.Ids;
import io.parley.kit.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Adds, changes and removes contacts one by one. No two contacts of a tenant share a phone number or a user id. */
@Component
@Transactional
class EditContacts {

    private final Contacts contacts;
    private final JdbcClient jdbc;
    private final Ids ids;

    EditContacts(Contacts contacts, JdbcClient jdbc, Ids ids) {
        this.contacts = contacts;
        this.jdbc = jdbc;
        this.ids = ids;
    }

    Contact add(TenantId tenant, Revision revision) {
        var now = contacts.now();
        var contact = revision.applyTo(Contact.begin(tenant, ids.next(), now), now);
        var book = contacts.open(Address.of(tenant, contact.phone(), contact.userId()));
        refuseSharing(book, contact);
        book.put(contact);
        contacts.write(book, Lane.PROMPT);
        return contact;
    }

    /** Changes a contact; a customer of WhatsApp whom it stood for by an address that it has no more is let go. */
    Contact change(TenantId tenant, UUID id, Revision revision) {
        var now = contacts.now();
        var before = find(contacts.open(List.of(new Address.ById(tenant, id))), tenant, id);
        var after = revision.applyTo(before, now);
        var addresses = new ArrayList<>(Address.of(tenant, after.phone(), after.userId()));
        addresses.add(new Address.ById(tenant, id));
        var book = contacts.open(addresses);
        refuseSharing(book, after);
        book.put(after);
        contacts.write(book, Lane.PROMPT);
        if (!Objects.equals(before.phone(), after.phone()) || !Objects.equals(before.userId(), after.userId())) {
            jdbc.sql("update customer set contact_id = null where tenant_id = ? and contact_id = ?")
                    .param(tenant.value())
                    .param(id)
                    .update();
        }
        return find(contacts.open(List.of(new Address.ById(tenant, id))), tenant, id);
    }

    void remove(TenantId tenant, UUID id) {
        var book = contacts.open(List.of(new Address.ById(tenant, id)));
        book.remove(find(book, tenant, id));
        contacts.write(book, Lane.PROMPT);
    }

    private static Contact find(Book book, TenantId tenant, UUID id) {
        return book.find(new Address.ById(tenant, id)).orElseThrow(ProblemException::notFound);
    }

    private static void refuseSharing(Book book, Contact contact) {
        for (var address : Address.of(contact.tenant(), contact.phone(), contact.userId())) {
            book.find(address).filter(other -> !other.id().equals(contact.id())).ifPresent(other -> {
                throw taken(address instanceof Address.ByPhone ? "phoneNumber" : "userId");
            });
        }
    }

    static ProblemException taken(String field) {
        return ProblemException.ofField(ContactError.CONTACT_EXISTS, field, "another contact has it");
    }
}
