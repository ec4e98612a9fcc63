package io.parley.template.account;

import io.parley.contract.TenantId;

/**
 * A business account (WABA) of a tenant.
 *
 * @param accessTokenEncrypted bound to the tenant
 */
public record Account(TenantId tenant, String id, String accessTokenEncrypted) {

    @Override
    public String toString() {
        return "Account[" + id + "]";
    }
}
