package io.parley.auth.token;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.nimbusds.jose.jwk.RSAKey;
import io.parley.kit.web.WebProperties;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Encrypts key pairs under JWT_SECRET (AES-256-GCM), bound to their key id and first moment of use. */
@Component
class KeyWrapping {

    private final Aead aead;

    KeyWrapping(TokenProperties properties, WebProperties web) {
        var secret = MasterSecret.of("JWT_SECRET", properties.secret(), web.environment());
        try {
            this.aead = new AesGcmJce(secret.keyFor("signing-key-wrapping"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available", e);
        }
    }

    byte[] wrap(SigningKey key) {
        try {
            return aead.encrypt(
                    key.pair().toJSONString().getBytes(StandardCharsets.UTF_8), boundTo(key.id(), key.signsFrom()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("wrapping failed", e);
        }
    }

    /** Returns the key pair; empty where it was wrapped under another secret or has been tampered with. */
    Optional<SigningKey> unwrap(String id, Instant signsFrom, byte[] wrapped) {
        try {
            var json = new String(aead.decrypt(wrapped, boundTo(id, signsFrom)), StandardCharsets.UTF_8);
            return Optional.of(new SigningKey(RSAKey.parse(json), signsFrom));
        } catch (GeneralSecurityException | ParseException e) {
            return Optional.empty();
        }
    }

    private static byte[] boundTo(String id, Instant signsFrom) {
        return (id + "/" + signsFrom.toEpochMilli()).getBytes(StandardCharsets.UTF_8);
    }
}
