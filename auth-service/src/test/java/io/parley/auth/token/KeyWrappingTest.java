package io.parley.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.parley.kit.crypto.Secret;
import io.parley.kit.web.WebProperties;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class KeyWrappingTest {

    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    final KeyWrapping wrapping = wrapping("0123456789abcdef0123456789abcdef");

    @Test
    void opensWhatItWrappedAndNothingElse() throws Exception {
        var key = new SigningKey(new RSAKeyGenerator(2048).keyID("k1").generate(), NOON);
        var wrapped = wrapping.wrap(key);

        assertThat(wrapping.unwrap("k1", NOON, wrapped)).contains(key);
        assertThat(wrapping.unwrap("k2", NOON, wrapped)).isEmpty();
        assertThat(wrapping.unwrap("k1", NOON.plusSeconds(1), wrapped)).isEmpty();
        assertThat(wrapping("another secret of enough characters").unwrap("k1", NOON, wrapped))
                .isEmpty();
        assertThat(new String(wrapped, StandardCharsets.ISO_8859_1)).doesNotContain("\"kty\"");
        wrapped[20] ^= 1;
        assertThat(wrapping.unwrap("k1", NOON, wrapped)).isEmpty();
    }

    private static KeyWrapping wrapping(String secret) {
        var hour = Duration.ofHours(1);
        return new KeyWrapping(
                new TokenProperties(new Secret(secret), hour, 2048, hour, hour, hour, hour),
                new WebProperties(DataSize.ofMegabytes(1), Map.of(), WebProperties.Environment.PRODUCTION));
    }
}
