package io.parley.ingest.registry;

import io.parley.contract.TenantId;
import io.parley.contract.TenantSettings;
import io.parley.kit.crypto.Encryption;
import io.parley.kit.crypto.Secret;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Turns published settings into what webhooks need of them. A secret that cannot be decrypted speaks for nobody, and
 * nothing else speaks for its tenant instead.
 */
@Component
class SettingsTranslation {

    private static final Logger log = LoggerFactory.getLogger(SettingsTranslation.class);

    private final Encryption encryption;

    SettingsTranslation(Encryption encryption) {
        this.encryption = encryption;
    }

    ConnectedTenant of(TenantSettings settings) {
        var tenant = settings.tenantId();
        var ciphertexts = settings.numbers().stream()
                .map(TenantSettings.Number::appSecretEncrypted)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        var keys = ciphertexts.stream()
                .flatMap(text -> decrypted(tenant, text).stream())
                .filter(secret -> !secret.reveal().isEmpty())
                .map(SigningKey::of)
                .collect(Collectors.toSet());
        return new ConnectedTenant(
                tenant,
                settings.webhook().enabled(),
                !ciphertexts.isEmpty(),
                keys,
                settings.numbers().stream()
                        .map(TenantSettings.Number::phoneNumberId)
                        .collect(Collectors.toSet()),
                settings.numbers().stream()
                        .map(TenantSettings.Number::businessAccountId)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()),
                decrypted(tenant, settings.webhook().verifyTokenEncrypted()));
    }

    private Optional<Secret> decrypted(TenantId tenant, @Nullable String ciphertext) {
        try {
            return Optional.ofNullable(ciphertext).map(text -> encryption.decrypt(tenant, text));
        } catch (IllegalStateException e) {
            log.error("a secret of tenant {} cannot be decrypted: {}", tenant, e.getMessage());
            return Optional.empty();
        }
    }
}
