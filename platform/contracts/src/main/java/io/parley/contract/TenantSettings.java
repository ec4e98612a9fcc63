package io.parley.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's settings as other services need them. Every field that ends in {@code Encrypted} is AEAD ciphertext in
 * base64, bound to the tenant id.
 *
 * @param version grows with each change; a reader ignores an older one
 * @param numbers the tenant's WhatsApp numbers, the default one first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TenantSettings(TenantId tenantId, long version, List<Number> numbers, Webhook webhook, Inbox inbox) {

    public TenantSettings {
        numbers = List.copyOf(numbers);
    }

    /**
     * A WhatsApp number that the tenant has connected.
     *
     * @param displayPhoneNumber E.164 with {@code +}
     * @param appSecretEncrypted the tenant's own Meta app secret; where any of a tenant's numbers has one, the platform's
     *     secret no longer speaks for that tenant
     * @param messagesPerSecond the most that Meta lets pass in any second, in and out together; null where it has not said
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Number(
            String phoneNumberId,
            @Nullable String businessAccountId,
            @Nullable String displayPhoneNumber,
            @Nullable String accessTokenEncrypted,
            @Nullable String appSecretEncrypted,
            @Nullable Integer messagesPerSecond) {

        /** Describes a number of whose throughput Meta has said nothing. */
        public Number(
                String phoneNumberId,
                @Nullable String businessAccountId,
                @Nullable String displayPhoneNumber,
                @Nullable String accessTokenEncrypted,
                @Nullable String appSecretEncrypted) {
            this(phoneNumberId, businessAccountId, displayPhoneNumber, accessTokenEncrypted, appSecretEncrypted, null);
        }
    }

    /** Whether webhooks are applied, and what Meta must present to verify the callback. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Webhook(boolean enabled, @Nullable String verifyTokenEncrypted) {}

    /** How the inbox behaves. */
    public record Inbox(boolean enforceWindow) {}
}
