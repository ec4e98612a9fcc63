package io.parley.kit.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import io.parley.contract.TenantId;
import io.parley.kit.SettingRejected;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * Authenticated encryption of tenants' secrets (AEAD, Tink). Ciphertext is bound to its tenant: it cannot be moved to
 * another one. The key set may hold several keys: the primary encrypts, all decrypt, so keys can be rotated. Thread-safe.
 */
public final class Encryption {

    private final Aead aead;

    private Encryption(Aead aead) {
        this.aead = aead;
    }

    /**
     * Reads a key set: Tink's JSON form, base64-encoded. Throws {@link SettingRejected} where it is not one.
     */
    public static Encryption ofKeyset(Secret base64Json) {
        try {
            AeadConfig.register();
            var json = new String(Base64.getMimeDecoder().decode(base64Json.reveal()), StandardCharsets.UTF_8);
            var handle = TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get());
            return new Encryption(handle.getPrimitive(RegistryConfiguration.get(), Aead.class));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new SettingRejected("ENCRYPTION_KEYSET", "not a key set", "base64 of Tink AEAD JSON");
        }
    }

    /** Returns {@code secret} encrypted for {@code tenant}, in base64. Never the same text twice. */
    public String encrypt(TenantId tenant, Secret secret) {
        try {
            var plain = secret.reveal().getBytes(StandardCharsets.UTF_8);
            return Base64.getEncoder().encodeToString(aead.encrypt(plain, associatedData(tenant)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("encryption failed", e);
        }
    }

    /** Returns what was encrypted for {@code tenant}; throws {@link IllegalStateException} for anything else. */
    public Secret decrypt(TenantId tenant, String ciphertext) {
        try {
            var plain = aead.decrypt(Base64.getDecoder().decode(ciphertext), associatedData(tenant));
            return new Secret(new String(plain, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("decryption failed: other key set, other tenant or damaged text", e);
        }
    }

    private static byte[] associatedData(TenantId tenant) {
        return tenant.value().toString().getBytes(StandardCharsets.UTF_8);
    }
}
