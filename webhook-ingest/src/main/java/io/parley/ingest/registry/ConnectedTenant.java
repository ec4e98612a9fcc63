package io.parley.ingest.registry;

import io.parley.contract.TenantId;
import io.parley.kit.crypto.Secret;
import java.util.Optional;
import java.util.Set;

/**
 * A tenant as its settings describe it.
 *
 * @param enabled whether its webhooks are applied
 * @param signsItself whether it has app secrets of its own, which then are the only ones that speak for it
 * @param keys those of them that could be read
 * @param numbers phone number ids
 * @param accounts WABA ids
 */
public record ConnectedTenant(
        TenantId id,
        boolean enabled,
        boolean signsItself,
        Set<SigningKey> keys,
        Set<String> numbers,
        Set<String> accounts,
        Optional<Secret> verifyToken) {

    public ConnectedTenant {
        keys = Set.copyOf(keys);
        numbers = Set.copyOf(numbers);
        accounts = Set.copyOf(accounts);
    }
}
