package io.parley.kit.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {

    final Secret secret = new Secret("EAAG-very-secret-4711");

    @Test
    void printsAsDotsWhereverItEndsUp() {
        assertThat(secret.toString()).doesNotContain("4711", "EAAG");
        assertThat("" + secret).isEqualTo("••••");
    }

    @Test
    void masksAllButTheLastFour() {
        assertThat(secret.masked()).isEqualTo("••••4711");
        assertThat(Secret.isMasked(secret.masked())).isTrue();
    }

    @Test
    void masksAShortOneWhole() {
        assertThat(new Secret("pin1234").masked()).isEqualTo("••••");
    }
}
