package io.parley.ingest.registry;

import io.parley.contract.TenantId;
import io.parley.kit.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which tenant a number or WABA belongs to, and which keys may speak for it, at one moment. Immutable. */
public final class Directory {

    private final Optional<SigningKey> platform;
    private final Map<TenantId, ConnectedTenant> byId = new HashMap<>();
    private final Map<String, ConnectedTenant> byNumber = new HashMap<>();
    private final Map<String, ConnectedTenant> byAccount = new HashMap<>();
    private final Set<SigningKey> tenantKeys = new LinkedHashSet<>();
    private final List<byte[]> verifyTokens = new ArrayList<>();

    /**
     * Describes {@code tenants}. Where two claim the same number, as they may for a moment while it changes hands, the
     * later one has it.
     */
    public Directory(Optional<SigningKey> platform, Optional<Secret> verifyToken, Collection<ConnectedTenant> tenants) {
        this.platform = platform;
        verifyToken.ifPresent(this::addVerifyToken);
        for (var tenant : tenants) {
            byId.put(tenant.id(), tenant);
            tenant.numbers().forEach(number -> byNumber.put(number, tenant));
            tenant.accounts().forEach(account -> byAccount.put(account, tenant));
            tenant.verifyToken().ifPresent(this::addVerifyToken);
            tenantKeys.addAll(tenant.keys());
        }
        platform.ifPresent(tenantKeys::remove);
    }

    /** Returns the tenant; empty where it has no settings yet. */
    public Optional<ConnectedTenant> tenant(TenantId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Returns the tenant that has connected the phone number id. */
    public Optional<ConnectedTenant> ownerOfNumber(String phoneNumberId) {
        return Optional.ofNullable(byNumber.get(phoneNumberId));
    }

    /** Returns the tenant that has connected the WABA. */
    public Optional<ConnectedTenant> ownerOfAccount(String account) {
        return Optional.ofNullable(byAccount.get(account));
    }

    /** Returns the key of the platform's own Meta app. */
    public Optional<SigningKey> platformKey() {
        return platform;
    }

    /** Returns the tenants' own keys, each once, without the platform's. */
    public Collection<SigningKey> tenantKeys() {
        return tenantKeys;
    }

    /** Tells whether {@code key} may speak for {@code tenant}. */
    public boolean speaksFor(SigningKey key, ConnectedTenant tenant) {
        return tenant.signsItself() ? tenant.keys().contains(key) : isPlatforms(key);
    }

    /** Tells whether {@code key} is the platform's. */
    public boolean isPlatforms(SigningKey key) {
        return platform.isPresent() && platform.get().equals(key);
    }

    /** Tells whether {@code token} is one that Meta may present. All are compared, so time tells nothing. */
    public boolean knowsVerifyToken(String token) {
        var offered = token.getBytes(StandardCharsets.UTF_8);
        var known = false;
        for (var expected : verifyTokens) {
            known |= MessageDigest.isEqual(expected, offered);
        }
        return known;
    }

    /** Returns every connected phone number id. */
    public Set<String> numbers() {
        return byNumber.keySet();
    }

    /** Returns every connected WABA id. */
    public Set<String> accounts() {
        return byAccount.keySet();
    }

    private void addVerifyToken(Secret token) {
        if (!token.reveal().isBlank()) {
            verifyTokens.add(token.reveal().getBytes(StandardCharsets.UTF_8));
        }
    }
}
