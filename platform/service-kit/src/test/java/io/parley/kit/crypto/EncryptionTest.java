package io.parley.kit.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.parley.contract.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EncryptionTest {

    final TenantId tenant = new TenantId(UUID.randomUUID());
    final Secret secret = new Secret("EAAG-café-👍");

    @BeforeAll
    static void registerPrimitives() throws GeneralSecurityException {
        AeadConfig.register();
    }

    @Test
    void givesBackWhatItEncrypted() throws GeneralSecurityException {
        var encryption = Encryption.ofKeyset(text(oneKey()));

        var ciphertext = encryption.encrypt(tenant, secret);

        assertThat(ciphertext).doesNotContain("EAAG");
        assertThat(encryption.decrypt(tenant, ciphertext)).isEqualTo(secret);
        assertThat(encryption.encrypt(tenant, secret)).isNotEqualTo(ciphertext);
    }

    @Test
    void refusesAnotherTenantsCiphertext() throws GeneralSecurityException {
        var encryption = Encryption.ofKeyset(text(oneKey()));
        var ciphertext = encryption.encrypt(tenant, secret);

        assertThatThrownBy(() -> encryption.decrypt(new TenantId(UUID.randomUUID()), ciphertext))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("EAAG");
    }

    @Test
    void readsWhatAnOlderKeyEncryptedAfterARotation() throws GeneralSecurityException {
        var old = oneKey();
        var ciphertext = Encryption.ofKeyset(text(old)).encrypt(tenant, secret);
        var rotated = KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(old.getPrimary().getKey())
                        .withFixedId(old.getPrimary().getId()))
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                        .withRandomId()
                        .makePrimary())
                .build();

        var encryption = Encryption.ofKeyset(text(rotated));

        assertThat(encryption.decrypt(tenant, ciphertext)).isEqualTo(secret);
        assertThat(encryption.decrypt(tenant, encryption.encrypt(tenant, secret)))
                .isEqualTo(secret);
    }

    @Test
    void saysWhatAKeySetLooksLikeWithoutRepeatingIt() {
        assertThatThrownBy(() -> Encryption.ofKeyset(new Secret("bm90IGEga2V5IHNldA==")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ENCRYPTION_KEYSET")
                .hasMessageNotContaining("bm90");
    }

    private static KeysetHandle oneKey() throws GeneralSecurityException {
        return KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
    }

    private static Secret text(KeysetHandle keys) throws GeneralSecurityException {
        var json = TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get());
        return new Secret(Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8)));
    }
}
