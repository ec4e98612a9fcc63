package io.parley.messaging.customer;

import io.parley.contract.TenantId;

/** An identity within a tenant. Two tenants that know the same phone number know two customers. */
record Name(TenantId tenant, Identity identity) implements Comparable<Name> {

    @Override
    public int compareTo(Name other) {
        var byTenant = tenant.value().compareTo(other.tenant.value());
        return byTenant != 0 ? byTenant : identity.compareTo(other.identity);
    }
}
