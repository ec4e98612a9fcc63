package io.parley.auth.settings;

import io.parley.auth.settings.SettingsRequest.Inbox;
import io.parley.auth.settings.SettingsRequest.WebhookConfig;
import io.parley.auth.settings.SettingsRequest.WhatsappConfig;
import io.parley.auth.settings.WhatsappNumber.Credentials;
import io.parley.contract.TenantId;
import io.parley.kit.id.Ids;
import java.time.Clock;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Merges what a caller sent into the settings as they are. A section that is null goes back to what everyone begins with. */
@Component
class SettingsMerge {

    private final Fields fields;
    private final SettingsProperties properties;
    private final Clock clock;
    private final Ids ids;

    SettingsMerge(Fields fields, SettingsProperties properties, Clock clock, Ids ids) {
        this.fields = fields;
        this.properties = properties;
        this.clock = clock;
        this.ids = ids;
    }

    Settings merge(Settings current, SettingsRequest request) {
        return withInbox(
                withWebhook(withWhatsapp(current, request.whatsappConfig()), request.webhookConfig()), request.inbox());
    }

    /** Returns a number with what the patch says of it; refuses a label that is cleared. */
    WhatsappNumber merge(TenantId tenant, WhatsappNumber number, NumberPatch patch) {
        var known = number.credentials();
        var credentials = new Credentials(
                fields.id("phoneNumberId", patch.phoneNumberId(), known.phoneNumberId()),
                fields.id("businessAccountId", patch.businessAccountId(), known.businessAccountId()),
                fields.secret("accessToken", patch.accessToken(), known.accessToken(), tenant),
                fields.secret("appSecret", patch.appSecret(), known.appSecret(), tenant));
        return number.with(credentials)
                .labelled(patch.label().map(label -> label.value()).applyTo(number.label()));
    }

    WhatsappNumber newNumber(boolean isDefault) {
        return WhatsappNumber.unconfigured(ids.next(), isDefault, clock.instant());
    }

    private Settings withWhatsapp(Settings current, Change<WhatsappConfig> change) {
        var number = current.defaultNumber().orElseGet(() -> newNumber(true));
        return switch (change) {
            case Change.Keep<WhatsappConfig>() -> current;
            case Change.Clear<WhatsappConfig>() -> current.without(number.id());
            case Change.To<WhatsappConfig>(var config) ->
                current.with(number.with(credentials(current.tenant(), number, config)));
        };
    }

    private Credentials credentials(TenantId tenant, WhatsappNumber number, WhatsappConfig config) {
        var known = number.credentials();
        var details = number.details();
        fields.readOnly("whatsappConfig.displayPhoneNumber", config.displayPhoneNumber(), details.displayPhoneNumber());
        fields.readOnly("whatsappConfig.verifiedName", config.verifiedName(), details.verifiedName());
        fields.readOnly("whatsappConfig.qualityRating", config.qualityRating(), details.qualityRating());
        fields.readOnly("whatsappConfig.status", config.status(), details.status());
        fields.readOnly("whatsappConfig.statusReason", config.statusReason(), details.statusReason());
        return new Credentials(
                fields.id("whatsappConfig.phoneNumberId", config.phoneNumberId(), known.phoneNumberId()),
                fields.id("whatsappConfig.businessAccountId", config.businessAccountId(), known.businessAccountId()),
                fields.secret("whatsappConfig.accessToken", config.accessToken(), known.accessToken(), tenant),
                fields.secret("whatsappConfig.appSecret", config.appSecret(), known.appSecret(), tenant));
    }

    private Settings withWebhook(Settings current, Change<WebhookConfig> change) {
        var known = current.webhook();
        return switch (change) {
            case Change.Keep<WebhookConfig>() -> current;
            case Change.Clear<WebhookConfig>() ->
                current.with(Settings.initial(current.tenant()).webhook());
            case Change.To<WebhookConfig>(var config) -> {
                fields.readOnly("webhookConfig.callbackUrl", config.callbackUrl(), properties.callbackUrl());
                yield current.with(new Settings.Webhook(
                        Objects.requireNonNullElse(config.enabled().applyTo(known.enabled()), true),
                        fields.secret(
                                "webhookConfig.verifyToken",
                                config.verifyToken(),
                                known.verifyToken(),
                                current.tenant())));
            }
        };
    }

    private static Settings withInbox(Settings current, Change<Inbox> change) {
        return switch (change) {
            case Change.Keep<Inbox>() -> current;
            case Change.Clear<Inbox>() -> current.enforcingWindow(false);
            case Change.To<Inbox>(var inbox) ->
                current.enforcingWindow(
                        Objects.requireNonNullElse(inbox.enforceWindow().applyTo(current.enforceWindow()), false));
        };
    }
}
