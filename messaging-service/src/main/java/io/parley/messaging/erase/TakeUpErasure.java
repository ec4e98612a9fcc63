package io.parley.messaging.erase;

import io.parley.contract.CustomerChanged;
import io.parley.contract.CustomerProfile;
import io.parley.contract.ErasureRequested;
import io.parley.contract.EventTypes;
import io.parley.contract.TenantId;
import io.parley.contract.Topics;
import io.parley.kit.erasure.ErasedTraces;
import io.parley.kit.erasure.ErasedTraces.Trace;
import io.parley.kit.erasure.ErasureTally;
import io.parley.kit.event.Event;
import io.parley.kit.id.Ids;
import io.parley.kit.outbox.Outbox;
import io.parley.messaging.message.ConversationId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes up an erasure: finds out who is meant, takes away their names, and leaves the messages to the worker. From here on
 * nobody finds these customers by any name, so whoever writes or is written to under one of them is somebody new.
 */
@Service
class TakeUpErasure {

    static final String SERVICE = "messaging-service";

    private final ErasureStore store;
    private final ErasedNames names;
    private final ErasedTraces traces;
    private final ErasureTally tally;
    private final Outbox outbox;
    private final Clock clock;

    TakeUpErasure(
            ErasureStore store,
            ErasedNames names,
            ErasedTraces traces,
            ErasureTally tally,
            Outbox outbox,
            Clock clock) {
        this.store = store;
        this.names = names;
        this.traces = traces;
        this.tally = tally;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Takes up {@code request}, once: by the time it comes again somebody else may have the same names. What is done is
     * answered again.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void take(TenantId tenant, ErasureRequested request) {
        var known = store.find(tenant, request.erasureId());
        if (known.isPresent()) {
            known.get()
                    .completedAt()
                    .ifPresent(at -> outbox.add(tally.answer(tenant, request.erasureId(), SERVICE, at)));
            return;
        }
        var addresses = Addresses.of(request.addresses());
        var customers = names.customers(tenant, request.customerIds(), addresses);
        var kept = new ArrayList<Trace>();
        customers.forEach(id -> kept.add(new Trace(tenant, id)));
        names.ofCustomers(tenant, customers).forEach(name -> kept.add(Trace.ofName(tenant, name)));
        addresses.names().forEach(name -> kept.add(Trace.ofName(tenant, name)));
        traces.keep(kept, request.at());
        var conversations = new ArrayList<UUID>();
        for (var number : names.numbers(tenant)) {
            customers.forEach(customer -> conversations.add(ConversationId.of(tenant, number, customer)));
        }
        tally.add(tenant, request.erasureId(), "customers", names.forget(tenant, customers));
        names.forgetElsewhere(tenant, request.contactId(), addresses, conversations);
        store.add(new Erasure(tenant, request.erasureId(), customers, conversations, request.at(), clock.instant()));
        outbox.add(customers.stream().map(id -> blank(tenant, id, request)).toList());
    }

    /** The last that the compacted topic says of a customer is nothing. */
    private static Event blank(TenantId tenant, UUID customer, ErasureRequested request) {
        var nobody = new CustomerProfile(customer, null, null, null, null);
        var id = Ids.derived(EventTypes.CUSTOMER_CHANGED, customer, request.erasureId());
        return Event.of(Topics.CUSTOMER_CHANGED, EventTypes.CUSTOMER_CHANGED, id, tenant, customer)
                .at(request.at())
                .carrying(new CustomerChanged(tenant, nobody, null, request.at()));
    }
}
