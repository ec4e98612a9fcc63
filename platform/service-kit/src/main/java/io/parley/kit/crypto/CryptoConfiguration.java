package io.parley.kit.crypto;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** Gives services that keep secrets their encryption; those that ask for it do not start without a key set. */
@AutoConfiguration
@EnableConfigurationProperties(CryptoProperties.class)
class CryptoConfiguration {

    @Bean
    @Lazy
    Encryption encryption(CryptoProperties properties) {
        return Encryption.ofKeyset(properties.keyset());
    }
}
