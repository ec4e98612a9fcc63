package io.parley.auth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.kit.SettingRejected;
import io.parley.kit.crypto.Secret;
import io.parley.kit.web.WebProperties.Environment;
import org.junit.jupiter.api.Test;

class MasterSecretTest {

    static final Secret LONG = new Secret("0123456789abcdef0123456789abcdef");

    @Test
    void isRefusedInOneLineWhenItIsTooShort() {
        assertThatExceptionOfType(SettingRejected.class)
                .isThrownBy(() -> MasterSecret.of("JWT_SECRET", new Secret("short-canary"), Environment.DEVELOPMENT))
                .withMessage("JWT_SECRET: 12 characters (expected: at least 32 characters)");
    }

    @Test
    void isRequiredInProductionOnly() {
        assertThatExceptionOfType(SettingRejected.class)
                .isThrownBy(() -> MasterSecret.of("JWT_SECRET", new Secret(""), Environment.PRODUCTION))
                .withMessage("JWT_SECRET: none (expected: at least 32 characters)");
        assertThat(MasterSecret.of("JWT_SECRET", null, Environment.DEVELOPMENT).keyFor("a"))
                .hasSize(32);
    }

    @Test
    void givesEachPurposeItsOwnKey() {
        var secret = MasterSecret.of("JWT_SECRET", LONG, Environment.PRODUCTION);

        assertThat(secret.keyFor("a")).isEqualTo(secret.keyFor("a")).isNotEqualTo(secret.keyFor("b"));
    }
}
