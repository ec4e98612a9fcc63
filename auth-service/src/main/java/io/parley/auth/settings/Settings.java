package io.parley.auth.settings;

import io.parley.contract.TenantId;
import io.parley.contract.TenantSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's settings at one version.
 *
 * @param numbers the default one first, then by age
 */
record Settings(TenantId tenant, long version, Webhook webhook, boolean enforceWindow, List<WhatsappNumber> numbers) {

    /** Whether webhooks are applied, and what Meta must present to verify the callback. */
    record Webhook(boolean enabled, @Nullable StoredSecret verifyToken) {}

    Settings {
        numbers = numbers.stream()
                .filter(number -> !number.isEmpty())
                .sorted(Comparator.comparing(WhatsappNumber::isDefault)
                        .reversed()
                        .thenComparing(WhatsappNumber::createdAt)
                        .thenComparing(WhatsappNumber::id))
                .toList();
    }

    /** What a tenant has that never set anything. */
    static Settings initial(TenantId tenant) {
        return new Settings(tenant, 0, new Webhook(true, null), false, List.of());
    }

    Optional<WhatsappNumber> defaultNumber() {
        return numbers.stream().filter(WhatsappNumber::isDefault).findFirst();
    }

    Optional<WhatsappNumber> number(UUID id) {
        return numbers.stream().filter(number -> number.id().equals(id)).findFirst();
    }

    /** Returns the token that speaks for {@code number}: its own, else the default number's. */
    Optional<StoredSecret> tokenFor(WhatsappNumber number) {
        return Optional.ofNullable(number.credentials().accessToken())
                .or(() ->
                        defaultNumber().map(WhatsappNumber::credentials).map(WhatsappNumber.Credentials::accessToken));
    }

    /** Returns the app secret that signs for {@code number}: its own, else the default number's. */
    Optional<StoredSecret> appSecretFor(WhatsappNumber number) {
        return Optional.ofNullable(number.credentials().appSecret())
                .or(() -> defaultNumber().map(WhatsappNumber::credentials).map(WhatsappNumber.Credentials::appSecret));
    }

    Settings with(Webhook changed) {
        return new Settings(tenant, version, changed, enforceWindow, numbers);
    }

    Settings enforcingWindow(boolean enforced) {
        return new Settings(tenant, version, webhook, enforced, numbers);
    }

    /** Returns these settings with {@code number} in the place of the one with its id, or added. */
    Settings with(WhatsappNumber number) {
        var changed = new ArrayList<>(without(number.id()).numbers);
        changed.add(number);
        return new Settings(tenant, version, webhook, enforceWindow, changed);
    }

    Settings without(UUID id) {
        var rest = numbers.stream().filter(number -> !number.id().equals(id)).toList();
        return new Settings(tenant, version, webhook, enforceWindow, rest);
    }

    Settings atVersion(long next) {
        return new Settings(tenant, next, webhook, enforceWindow, numbers);
    }

    /** Returns what other services need: only numbers that exist, each with the secrets that hold for it. */
    TenantSettings toEvent() {
        return new TenantSettings(
                tenant,
                version,
                numbers.stream().flatMap(number -> toEvent(number).stream()).toList(),
                new TenantSettings.Webhook(webhook.enabled(), ciphertext(Optional.ofNullable(webhook.verifyToken()))),
                new TenantSettings.Inbox(enforceWindow));
    }

    private Optional<TenantSettings.Number> toEvent(WhatsappNumber number) {
        return Optional.ofNullable(number.phoneNumberId())
                .map(id -> new TenantSettings.Number(
                        id,
                        number.credentials().businessAccountId(),
                        number.details().displayPhoneNumber(),
                        ciphertext(tokenFor(number)),
                        ciphertext(appSecretFor(number)),
                        number.details().messagesPerSecond()));
    }

    private static @Nullable String ciphertext(Optional<StoredSecret> secret) {
        return secret.map(StoredSecret::ciphertext).orElse(null);
    }
}
