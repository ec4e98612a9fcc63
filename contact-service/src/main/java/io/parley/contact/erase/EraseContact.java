package io.parley.contact.erase;

import io.parley.contact.book.Address;
import io.parley.contact.book.Contact;
import io.parley.contact.book.Contacts;
import io.parley.contact.book.PhoneNumber;
import io.parley.contact.book.UserId;
import io.parley.contract.ErasureRequested;
import io.parley.contract.EventTypes;
import io.parley.contract.TenantId;
import io.parley.contract.Topics;
import io.parley.kit.database.Columns;
import io.parley.kit.erasure.ErasedTraces;
import io.parley.kit.erasure.ErasedTraces.Trace;
import io.parley.kit.erasure.ErasureTally;
import io.parley.kit.event.Event;
import io.parley.kit.id.Ids;
import io.parley.kit.outbox.Outbox;
import io.parley.kit.security.Caller;
import io.parley.kit.web.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Erases the customer for whom a contact stands. What this service knows of them goes in the transaction of the request,
 * together with the receipt and the event that asks the other services for their part.
 */
@Component
class EraseContact {

    static final String SERVICE = "contact-service";

    private final Contacts contacts;
    private final ErasedTraces erased;
    private final Receipts receipts;
    private final ErasureTally tally;
    private final Outbox outbox;
    private final JdbcClient jdbc;
    private final Ids ids;

    @SuppressWarnings("ParameterNumber")
    EraseContact(
            Contacts contacts,
            ErasedTraces erased,
            Receipts receipts,
            ErasureTally tally,
            Outbox outbox,
            JdbcClient jdbc,
            Ids ids) {
        this.contacts = contacts;
        this.erased = erased;
        this.receipts = receipts;
        this.tally = tally;
        this.outbox = outbox;
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** A customer of WhatsApp for whom the contact stands. */
    private record Customer(
            UUID id, @Nullable PhoneNumber phone, @Nullable UserId userId) {}

    /** Returns the id of the erasure; a contact that is not there, or no more, is not found. */
    @Transactional
    public UUID erase(Caller caller, UUID contactId) {
        var tenant = caller.tenant();
        var customers = lockCustomers(tenant, contactId); // before the contact, as whoever hears of customers does
        var key = new Address.ById(tenant, contactId);
        var contact = contacts.open(List.of(key)).find(key).orElseThrow(ProblemException::notFound);
        var request = request(caller, contact, customers);
        forget(tenant, contact, customers, request);
        receipts.begin(tenant, request);
        tally.add(tenant, request.erasureId(), "contacts", 1);
        tally.add(tenant, request.erasureId(), "customers", customers.size());
        outbox.add(
                List.of(requested(tenant, request), tally.answer(tenant, request.erasureId(), SERVICE, request.at())));
        return request.erasureId();
    }

    private List<Customer> lockCustomers(TenantId tenant, UUID contact) {
        return jdbc.sql("select * from customer where tenant_id = ? and contact_id = ? order by id for update")
                .param(tenant.value())
                .param(contact)
                .query((row, number) -> new Customer(
                        row.getObject("id", UUID.class),
                        phone(row.getString("phone_number")),
                        userId(row.getString("user_id"))))
                .list();
    }

    private ErasureRequested request(Caller caller, Contact contact, List<Customer> customers) {
        var addresses = new LinkedHashSet<String>();
        add(addresses, contact.phone(), contact.userId());
        customers.forEach(one -> add(addresses, one.phone(), one.userId()));
        return new ErasureRequested(
                ids.next(),
                contact.id(),
                customers.stream().map(Customer::id).toList(),
                List.copyOf(addresses),
                caller.user(),
                contacts.now());
    }

    private void forget(TenantId tenant, Contact contact, List<Customer> customers, ErasureRequested request) {
        var traces = new ArrayList<Trace>();
        Address.of(tenant, contact.phone(), contact.userId()).forEach(one -> traces.add(one.trace()));
        for (var customer : customers) {
            traces.add(new Trace(tenant, customer.id()));
            Address.of(tenant, customer.phone(), customer.userId()).forEach(one -> traces.add(one.trace()));
        }
        erased.keep(traces, request.at());
        jdbc.sql("delete from customer where tenant_id = ? and contact_id = ?")
                .param(tenant.value())
                .param(contact.id())
                .update();
        contacts.erase(contact);
        // Where nobody has a tag any more, its count of none still tells what it was.
        jdbc.sql("delete from contact_count where tenant_id = ? and dimension = any (?::text[]) and n = 0")
                .param(tenant.value())
                .param(Columns.of(contact.tags(), tag -> "#" + tag))
                .update();
    }

    private static Event requested(TenantId tenant, ErasureRequested request) {
        var id = Ids.derived(EventTypes.ERASURE_REQUESTED, request.erasureId());
        return Event.of(Topics.ERASURE_REQUESTED, EventTypes.ERASURE_REQUESTED, id, tenant, request.erasureId())
                .at(request.at())
                .carrying(request);
    }

    private static void add(LinkedHashSet<String> addresses, @Nullable PhoneNumber phone, @Nullable UserId userId) {
        if (phone != null) {
            addresses.add(phone.e164());
        }
        if (userId != null) {
            addresses.add(userId.value());
        }
    }

    private static @Nullable PhoneNumber phone(@Nullable String stored) {
        return stored == null ? null : new PhoneNumber(stored.substring(1));
    }

    private static @Nullable UserId userId(@Nullable String stored) {
        return stored == null ? null : new UserId(stored);
    }
}
