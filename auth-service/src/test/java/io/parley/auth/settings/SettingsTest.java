package io.parley.auth.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.auth.settings.WhatsappNumber.Credentials;
import io.parley.contract.TenantId;
import io.parley.contract.TenantSettings;
import io.parley.kit.crypto.Secret;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SettingsTest {

    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    final TenantId tenant = new TenantId(UUID.randomUUID());
    final Settings initial = Settings.initial(tenant);

    @Test
    void publishTheDefaultNumberFirstAndNoDraft() {
        var settings = initial.with(number(false, "2", null, null).labelled("older"))
                .with(number(true, "1", "token", null))
                .with(number(false, null, "draft", null));

        assertThat(settings.toEvent().numbers())
                .extracting(TenantSettings.Number::phoneNumberId)
                .containsExactly("1", "2");
    }

    @Test
    void letOtherNumbersInheritTheDefaultOnesSecretsUnlessTheyHaveTheirOwn() {
        var settings = initial.with(number(true, "1", "token", "secret"))
                .with(number(false, "2", null, null))
                .with(number(false, "3", "own", "own-secret"));

        assertThat(settings.toEvent().numbers())
                .extracting(TenantSettings.Number::accessTokenEncrypted)
                .containsExactlyInAnyOrder("encrypted token", "encrypted token", "encrypted own");
        assertThat(settings.toEvent().numbers())
                .extracting(TenantSettings.Number::appSecretEncrypted)
                .containsExactlyInAnyOrder("encrypted secret", "encrypted secret", "encrypted own-secret");
    }

    @Test
    void forgetWhatMetaSaidOfAnotherNumber() {
        var number = number(true, "1", "token", null).with(new NumberDetails("+1", "Shop", "GREEN", 80, "CONNECTED"));

        assertThat(number.with(new Credentials("1", null, stored("new"), null))
                        .details()
                        .verifiedName())
                .isEqualTo("Shop");
        assertThat(number.with(new Credentials("2", null, stored("token"), null))
                        .details())
                .isEqualTo(NumberDetails.NONE);
    }

    @Test
    void askMetaOnlyWhereSomethingNewMustBeProved() {
        var known = number(true, "1", "token", null);

        assertThat(known.needsCheckAfter(null)).isTrue();
        assertThat(known.needsCheckAfter(known)).isFalse();
        assertThat(known.with(new Credentials("1", null, stored("new"), null)).needsCheckAfter(known))
                .isTrue();
        assertThat(known.with(new Credentials("1", "9", stored("token"), null)).needsCheckAfter(known))
                .isTrue();
        assertThat(known.with(new Credentials("1", null, null, null)).needsCheckAfter(known))
                .isFalse();
        assertThat(known.with(new Credentials("1", null, stored("token"), stored("s")))
                        .needsCheckAfter(known))
                .isFalse();
        assertThat(known.with(new Credentials(null, null, stored("new"), null)).needsCheckAfter(known))
                .isFalse();
    }

    @Test
    void printNoSecret() {
        assertThat(initial.with(number(true, "1", "canary-token", "canary-secret"))
                        .toString())
                .doesNotContain("canary");
    }

    private static WhatsappNumber number(
            boolean isDefault, @Nullable String id, @Nullable String token, @Nullable String appSecret) {
        return WhatsappNumber.unconfigured(UUID.randomUUID(), isDefault, NOON)
                .with(new Credentials(id, null, stored(token), stored(appSecret)));
    }

    private static @Nullable StoredSecret stored(@Nullable String text) {
        return text == null ? null : new StoredSecret(new Secret(text), "encrypted " + text);
    }
}
