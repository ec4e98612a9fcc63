package io.parley.stack.home;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    Path data;

    @Test
    void stayTheSameFromStartToStart() {
        var first = Secrets.in(data);

        assertThat(Secrets.in(data).get(Secrets.JWT_SECRET))
                .isEqualTo(first.get(Secrets.JWT_SECRET))
                .hasSizeGreaterThanOrEqualTo(32);
        assertThat(Secrets.in(data).demoPassword()).isEqualTo(first.demoPassword());
    }

    @Test
    void differFromStackToStack() {
        assertThat(Secrets.in(data.resolve("a")).get(Secrets.ENCRYPTION_KEYSET))
                .isNotEqualTo(Secrets.in(data.resolve("b")).get(Secrets.ENCRYPTION_KEYSET));
    }

    @Test
    void areReadableByTheirOwnerAlone() throws Exception {
        Secrets.in(data);

        var permissions = Files.getPosixFilePermissions(data.resolve("secrets.env"));
        assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
    }

    @Test
    void keepWhatIsThereWhenOneIsMissing() throws Exception {
        Files.writeString(data.resolve("secrets.env"), "JWT_SECRET=mine\n");

        assertThat(Secrets.in(data).get(Secrets.JWT_SECRET)).isEqualTo("mine");
        assertThat(Secrets.in(data).get(Secrets.META_APP_SECRET)).hasSize(32);
    }

    @Test
    void doNotPrint() {
        var secrets = Secrets.in(data);

        assertThat(secrets.toString()).doesNotContain(secrets.get(Secrets.JWT_SECRET), secrets.demoPassword());
    }

    @Test
    void holdAKeysetThatTinkEncryptsWith() throws Exception {
        AeadConfig.register();
        var json = new String(Base64.getDecoder().decode(Secrets.in(data).get(Secrets.ENCRYPTION_KEYSET)), UTF_8);

        var aead = TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get())
                .getPrimitive(RegistryConfiguration.get(), Aead.class);

        var encrypted = aead.encrypt("token".getBytes(UTF_8), "tenant".getBytes(UTF_8));
        assertThat(aead.decrypt(encrypted, "tenant".getBytes(UTF_8))).isEqualTo("token".getBytes(UTF_8));
    }
}
