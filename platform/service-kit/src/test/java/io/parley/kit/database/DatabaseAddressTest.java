package io.parley.kit.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.kit.crypto.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {

    @Test
    void takesAUrlApart() {
        var address =
                DatabaseAddress.of(new Secret("postgresql://me:p%40ss+word@db.local:5433/parley?sslmode=require"));

        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db.local:5433/parley?sslmode=require");
        assertThat(address.user()).isEqualTo("me");
        assertThat(address.password().reveal()).isEqualTo("p@ss+word");
    }

    @Test
    void assumesTheUsualPort() {
        assertThat(DatabaseAddress.of(new Secret("postgres://me:x@db/parley")).jdbcUrl())
                .isEqualTo("jdbc:postgresql://db:5432/parley");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://me:hidden@db/parley",
                "postgresql://db/parley",
                "me:hidden",
                "postgresql://me:hid den@db"
            })
    void saysWhatAUrlLooksLikeWithoutRepeatingThePassword(String url) {
        assertThatThrownBy(() -> DatabaseAddress.of(new Secret(url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DATABASE_URL")
                .hasMessageNotContaining("hid");
    }
}
