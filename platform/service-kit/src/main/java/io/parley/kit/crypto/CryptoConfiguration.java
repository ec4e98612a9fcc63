package io.parley.kit.crypto;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Gives services that keep secrets their encryption; they do not start without a key set. */
@AutoConfiguration
@ConditionalOnProperty("parley.encryption.keyset")
@EnableConfigurationProperties(CryptoProperties.class)
class CryptoConfiguration {

    @Bean
    Encryption encryption(CryptoProperties properties) {
        var keyset = properties.keyset();
        if (keyset == null) {
            throw new IllegalArgumentException("ENCRYPTION_KEYSET: none (expected: base64 of Tink AEAD JSON)");
        }
        return Encryption.ofKeyset(keyset);
    }
}
