package io.parley.ingest.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.TenantId;
import io.parley.contract.TenantSettings;
import io.parley.kit.crypto.Encryption;
import io.parley.kit.crypto.Secret;
import io.parley.testkit.TestKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RegistryTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private final Encryption encryption = Encryption.ofKeyset(new Secret(TestKeys.encryptionKeyset()));
    private final RegistryProperties properties =
            new RegistryProperties(new Secret("platform"), new Secret("platform-token"));
    private final List<Object> announced = new ArrayList<>();
    private final Registry registry = new Registry(new SettingsTranslation(encryption), properties, announced::add);
    private final TenantId ada = new TenantId(UUID.randomUUID());
    private final TenantId bo = new TenantId(UUID.randomUUID());

    @Test
    void isUnknownUntilItHasBeenRead() {
        registry.learn(settings(ada, 1, "111", null, null), NOON);

        assertThat(registry.directory()).isEmpty();

        registry.publish();
        assertThat(directory().ownerOfNumber("111")).map(ConnectedTenant::id).contains(ada);
    }

    @Test
    void ignoresOlderVersions() {
        registry.learn(settings(ada, 2, "222", null, null), NOON);
        registry.learn(settings(ada, 1, "111", null, null), NOON.plusSeconds(9));
        registry.publish();

        assertThat(directory().ownerOfNumber("222")).isPresent();
        assertThat(directory().ownerOfNumber("111")).isEmpty();
    }

    @Test
    void givesANumberThatChangesHandsToTheLaterOwnerInWhateverOrderItHears() {
        registry.learn(settings(bo, 1, "111", null, null), NOON.plusSeconds(2));
        registry.learn(settings(ada, 1, "111", null, null), NOON);
        registry.publish();
        assertThat(directory().ownerOfNumber("111")).map(ConnectedTenant::id).contains(bo);

        registry.learn(settings(ada, 2, "333", null, null), NOON.plusSeconds(1));
        registry.publish();
        assertThat(directory().ownerOfNumber("111")).map(ConnectedTenant::id).contains(bo);
    }

    @Test
    void announcesNumbersOnce() {
        registry.learn(settings(ada, 1, "111", null, null), NOON);
        registry.publish();
        registry.learn(settings(ada, 2, "111", null, null), NOON);
        registry.publish();

        assertThat(announced)
                .containsExactly(new NumbersConnected(java.util.Set.of("111"), java.util.Set.of("waba-111")));
    }

    @Test
    void forgetsADeletedTenant() {
        registry.learn(settings(ada, 1, "111", null, null), NOON);
        registry.publish();
        registry.forget(ada);
        registry.publish();

        assertThat(directory().ownerOfNumber("111")).isEmpty();
    }

    @Test
    void letsATenantsOwnSecretSpeakAndNothingElse() {
        registry.learn(settings(ada, 1, "111", encryption.encrypt(ada, new Secret("own")), null), NOON);
        registry.publish();
        var tenant = directory().ownerOfNumber("111").orElseThrow();

        assertThat(directory().speaksFor(key("own"), tenant)).isTrue();
        assertThat(directory().speaksFor(key("platform"), tenant)).isFalse();
    }

    @Test
    void letsNobodySpeakForATenantWhoseSecretCannotBeRead() {
        registry.learn(settings(ada, 1, "111", encryption.encrypt(bo, new Secret("own")), null), NOON);
        registry.publish();
        var tenant = directory().ownerOfNumber("111").orElseThrow();

        assertThat(directory().speaksFor(key("own"), tenant)).isFalse();
        assertThat(directory().speaksFor(key("platform"), tenant)).isFalse();
    }

    @Test
    void knowsVerifyTokensButNeverABlankOne() {
        registry.learn(settings(ada, 1, "111", null, encryption.encrypt(ada, new Secret("mine"))), NOON);
        registry.learn(settings(bo, 1, "222", null, encryption.encrypt(bo, new Secret(" "))), NOON);
        registry.publish();

        assertThat(directory().knowsVerifyToken("mine")).isTrue();
        assertThat(directory().knowsVerifyToken("platform-token")).isTrue();
        assertThat(directory().knowsVerifyToken("min")).isFalse();
        assertThat(directory().knowsVerifyToken(" ")).isFalse();
        assertThat(directory().knowsVerifyToken("")).isFalse();
    }

    private Directory directory() {
        return registry.directory().orElseThrow();
    }

    private static SigningKey key(String secret) {
        return SigningKey.of(new Secret(secret));
    }

    private static TenantSettings settings(
            TenantId tenant, long version, String number, @Nullable String secret, @Nullable String token) {
        return new TenantSettings(
                tenant,
                version,
                List.of(new TenantSettings.Number(number, "waba-" + number, "+1", null, secret)),
                new TenantSettings.Webhook(true, token),
                new TenantSettings.Inbox(false));
    }
}
