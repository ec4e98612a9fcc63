package io.parley.auth.apikey;

import io.parley.auth.token.OpaqueToken;
import io.parley.contract.TenantId;
import io.parley.kit.crypto.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Makes and reads the text of keys. Their secret has 256 random bits, so that a plain SHA-256 of it is enough to store. */
@Component
class KeyText {

    private static final String PREFIX = "pk_";

    private final SecureRandom random = new SecureRandom();

    OpaqueToken create(TenantId tenant, UUID id) {
        var secret = new byte[OpaqueToken.SECRET_BYTES];
        random.nextBytes(secret);
        return new OpaqueToken(tenant, id, secret);
    }

    static String write(OpaqueToken key) {
        return PREFIX + key.text();
    }

    static Optional<OpaqueToken> read(Secret text) {
        var key = text.reveal();
        return key.startsWith(PREFIX) ? OpaqueToken.parse(key.substring(PREFIX.length())) : Optional.empty();
    }

    static byte[] hash(OpaqueToken key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.bytes());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
