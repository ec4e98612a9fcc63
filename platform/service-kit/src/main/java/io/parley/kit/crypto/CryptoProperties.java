package io.parley.kit.crypto;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Keys for secrets at rest.
 *
 * @param keyset Tink's JSON key set in base64; may hold several keys, the primary one encrypts
 */
@ConfigurationProperties("parley.encryption")
record CryptoProperties(Secret keyset) {}
