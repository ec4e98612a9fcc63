package io.parley.ingest.webhook;

import io.parley.contract.Disposition;
import io.parley.contract.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Where a raw event belongs.
 *
 * @param tenant none for what is kept for the operator
 * @param phoneNumberId none for account fields and for what cannot be read
 * @param subject the phone number id, else the WABA id, else the raw event id
 * @param key what the event stays in order with
 */
public record Route(
        Disposition disposition,
        @Nullable TenantId tenant,
        @Nullable String phoneNumberId,
        String subject,
        String key) {

    /** Returns this route as {@code owner} is to treat it. */
    public Route ownedBy(TenantId owner, boolean enabled) {
        return new Route(enabled ? Disposition.ROUTED : Disposition.DISABLED, owner, phoneNumberId, subject, key);
    }
}
