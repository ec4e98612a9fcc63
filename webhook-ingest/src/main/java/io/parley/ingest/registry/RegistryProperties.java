package io.parley.ingest.registry;

import io.parley.kit.crypto.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The platform's own Meta app, for tenants that do not bring theirs.
 *
 * @param appSecret signs its webhooks; without it only tenants' own apps are heard
 * @param verifyToken what Meta presents to verify the callback
 */
@ConfigurationProperties("parley.webhook.platform")
record RegistryProperties(
        @Nullable Secret appSecret, @Nullable Secret verifyToken) {

    Optional<SigningKey> key() {
        return Optional.ofNullable(appSecret)
                .filter(secret -> !secret.reveal().isBlank())
                .map(SigningKey::of);
    }

    Optional<Secret> token() {
        return Optional.ofNullable(verifyToken);
    }
}
