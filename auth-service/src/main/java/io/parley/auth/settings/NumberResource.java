package io.parley.auth.settings;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One of the tenant's numbers as the API shows it; {@code id} is ours, {@code isDefault} marks that of whatsappConfig. */
record NumberResource(
        UUID id,
        @Nullable String label,
        boolean isDefault,
        @Nullable String phoneNumberId,
        @Nullable String accessToken,
        @Nullable String businessAccountId,
        @Nullable String appSecret,
        @JsonUnwrapped NumberDetails details) {

    static NumberResource of(WhatsappNumber number) {
        var credentials = number.credentials();
        return new NumberResource(
                number.id(),
                number.label(),
                number.isDefault(),
                credentials.phoneNumberId(),
                SettingsResource.masked(credentials.accessToken()),
                credentials.businessAccountId(),
                SettingsResource.masked(credentials.appSecret()),
                number.details());
    }
}
