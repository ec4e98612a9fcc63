package io.parley.auth.settings;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.kit.crypto.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Settings as the API shows them: secrets masked. */
record SettingsResource(WhatsappConfig whatsappConfig, WebhookConfig webhookConfig, Inbox inbox) {

    /** The default number. */
    record WhatsappConfig(
            @Nullable String phoneNumberId,
            @Nullable String accessToken,
            @Nullable String businessAccountId,
            @Nullable String appSecret,
            @Nullable String displayPhoneNumber,
            @Nullable String verifiedName,
            @Nullable String qualityRating,
            @Nullable String status,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String statusReason) {}

    /** What Meta calls, and how it proves itself. */
    record WebhookConfig(@Nullable String verifyToken, boolean enabled, String callbackUrl) {}

    /** How the inbox behaves. */
    record Inbox(boolean enforceWindow) {}

    static SettingsResource of(Settings settings, String callbackUrl) {
        var number = settings.defaultNumber();
        var credentials = number.map(WhatsappNumber::credentials).orElse(WhatsappNumber.Credentials.NONE);
        var details = number.map(WhatsappNumber::details).orElse(NumberDetails.NONE);
        return new SettingsResource(
                new WhatsappConfig(
                        credentials.phoneNumberId(),
                        masked(credentials.accessToken()),
                        credentials.businessAccountId(),
                        masked(credentials.appSecret()),
                        details.displayPhoneNumber(),
                        details.verifiedName(),
                        details.qualityRating(),
                        details.status(),
                        details.statusReason()),
                new WebhookConfig(
                        masked(settings.webhook().verifyToken()),
                        settings.webhook().enabled(),
                        callbackUrl),
                new Inbox(settings.enforceWindow()));
    }

    static @Nullable String masked(@Nullable StoredSecret secret) {
        return Optional.ofNullable(secret)
                .map(StoredSecret::secret)
                .map(Secret::masked)
                .orElse(null);
    }
}
