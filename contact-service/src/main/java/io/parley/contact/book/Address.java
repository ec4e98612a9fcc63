package io.parley.contact.book;

import io.parley.contract.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One of the ways to find a contact of a tenant. */
public sealed interface Address {

    TenantId tenant();

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
