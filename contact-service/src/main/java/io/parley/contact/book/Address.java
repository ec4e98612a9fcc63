package io.parley.contact.book;

import io.parley.contract.TenantId;
import io.parley.kit.erasure.ErasedTraces;
import io.parley.kit.erasure.ErasedTraces.Trace;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One of the ways to find a contact of a tenant. */
public sealed interface Address {

    TenantId tenant();

    /** Returns what is kept of the address where whoever had it is erased. */
    default Trace trace() {
        return switch (this) {
            case ById(var owner, var id) -> new Trace(owner, id);
            case ByPhone(var owner, var key) -> Trace.ofName(owner, key);
            case ByUser(var owner, var id) -> Trace.ofName(owner, id);
        };
    }

    /**
     * Tells whether what was said of {@code addresses} at {@code at} was said of somebody who was erased after it.
     * WhatsApp tells time in seconds: what may be of the very second of the erasure has the benefit of the doubt.
     */
    static boolean isErased(ErasedTraces.Known erased, Collection<Address> addresses, Instant at) {
        return addresses.stream()
                .flatMap(address -> erased.at(address.trace()).stream())
                .anyMatch(time -> at.isBefore(time.truncatedTo(ChronoUnit.SECONDS)));
    }

    /** By Parley's id. */
    record ById(TenantId tenant, UUID id) implements Address {}

    /** By phone number, as its match key. */
    record ByPhone(TenantId tenant, String matchKey) implements Address {}

    /** By business-scoped user id. */
    record ByUser(TenantId tenant, String userId) implements Address {}

    /** Returns where somebody is found who is known by these; either may be missing. */
    static List<Address> of(TenantId tenant, @Nullable PhoneNumber phone, @Nullable UserId userId) {
        var addresses = new ArrayList<Address>(2);
        if (userId != null) {
            addresses.add(new ByUser(tenant, userId.value()));
        }
        if (phone != null) {
            addresses.add(new ByPhone(tenant, phone.matchKey()));
        }
        return addresses;
    }
}
