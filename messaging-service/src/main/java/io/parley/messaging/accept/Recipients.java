package io.parley.messaging.accept;

import io.parley.contract.TenantId;
import io.parley.kit.id.Ids;
import io.parley.kit.outbox.Outbox;
import io.parley.messaging.customer.CustomerEvents;
import io.parley.messaging.customer.Customers;
import io.parley.messaging.customer.Identity;
import io.parley.messaging.customer.PhoneNumber;
import io.parley.messaging.customer.Sighting;
import io.parley.messaging.message.Recipient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Finds out which customer an address belongs to, and where that customer is reached now. */
@Service
class Recipients {

    private final Customers customers;
    private final Outbox outbox;
    private final Ids ids;

    Recipients(Customers customers, Outbox outbox, Ids ids) {
        this.customers = customers;
        this.outbox = outbox;
        this.ids = ids;
    }

    /** Who is written to, and at which address. */
    record Reached(UUID customer, Recipient at) {}

    /** Returns whom {@code to} reaches; one whom nobody knew is a customer from now on. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Reached reach(TenantId tenant, Recipient to, Instant now) {
        var typed = sighting(tenant, to, now);
        var people = customers.resolve(List.of(typed));
        outbox.add(CustomerEvents.of(people.changes()));
        return new Reached(people.customerOf(typed), to.current(people.profileOf(typed)));
    }

    /** The recipient as a sighting that carries no profile, and so changes none. */
    private Sighting sighting(TenantId tenant, Recipient to, Instant now) {
        var identity = switch (to) {
            case Recipient.Phone(var phone) -> Identity.of(phone);
            case Recipient.User(var user) -> user;
        };
        var phone = PhoneNumber.parse(to.address());
        var user = phone.isPresent() ? Optional.<String>empty() : Optional.of(to.address());
        return new Sighting(tenant, List.of(identity), phone, user, null, null, now, Sighting.Source.TYPED, ids.next());
    }
}
