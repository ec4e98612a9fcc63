package io.parley.messaging.receipt;

import io.parley.contract.TenantId;
import io.parley.kit.crypto.Secret;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A claimed receipt with all that its call needs.
 *
 * @param typing whether somebody is typing an answer just now
 * @param leasedUntil what the claim wrote; whoever asked for another receipt since has overwritten it
 * @param accessToken null where the number has none any more
 */
record Receipt(
        TenantId tenant,
        UUID conversation,
        String phoneNumberId,
        String wamid,
        boolean typing,
        Instant leasedUntil,
        Instant queuedAt,
        int attempts,
        @Nullable Secret accessToken) {

    Receipt with(@Nullable Secret token) {
        return new Receipt(tenant, conversation, phoneNumberId, wamid, typing, leasedUntil, queuedAt, attempts, token);
    }
}
