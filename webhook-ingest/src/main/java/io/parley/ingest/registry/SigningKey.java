package io.parley.ingest.registry;

import io.parley.kit.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The secret of a Meta app, ready to verify. Two keys are equal when their secrets are. Thread-safe. */
public final class SigningKey {

    private static final String ALGORITHM = "HmacSHA256";

    private final Secret secret;
    private final Mac keyed;

    private SigningKey(Secret secret, Mac keyed) {
        this.secret = secret;
        this.keyed = keyed;
    }

    /** Prepares {@code secret}, which must not be empty. */
    public static SigningKey of(Secret secret) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return new SigningKey(secret, mac);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is missing", e);
        }
    }

    /** Tells, in a time that does not depend on {@code signature}, whether it is this key's over {@code body}. */
    public boolean hasSigned(byte[] body, byte[] signature) {
        return MessageDigest.isEqual(sign(body), signature);
    }

    /** Returns the signature of {@code body}. */
    public byte[] sign(byte[] body) {
        try {
            // The keyed one is never fed, so that threads may copy it at any time.
            return ((Mac) keyed.clone()).doFinal(body);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(ALGORITHM + " cannot be copied", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SigningKey key && secret.equals(key.secret);
    }

    @Override
    public int hashCode() {
        return secret.hashCode();
    }
}
