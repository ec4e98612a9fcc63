package io.parley.messaging.number;

import io.parley.contract.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * A WhatsApp number that a tenant has connected.
 *
 * @param businessAccountId the WABA that it and its templates belong to, where the tenant has said it
 * @param displayPhoneNumber E.164 with plus
 * @param accessTokenEncrypted bound to the tenant; null where none was given
 */
public record WhatsAppNumber(
        TenantId tenant,
        String phoneNumberId,
        @Nullable String businessAccountId,
        @Nullable String displayPhoneNumber,
        @Nullable String accessTokenEncrypted) {}
