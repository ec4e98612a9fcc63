package io.parley.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.TenantId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpaqueTokenTest {

    @Test
    void isReadAsItWasWritten() {
        var token = new OpaqueToken(new TenantId(UUID.randomUUID()), UUID.randomUUID(), new byte[32]);

        assertThat(OpaqueToken.parse(token.text())).contains(token);
        assertThat(token.text()).matches("[A-Za-z0-9_-]{86}");
    }

    @Test
    void printsWithoutItsSecret() {
        var token = new OpaqueToken(new TenantId(UUID.randomUUID()), UUID.randomUUID(), new byte[32]);

        assertThat(token.toString()).isEqualTo("OpaqueToken[" + token.id() + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "%", "AAAA", "\u0000", "eyJhbGciOiJub25lIn0.e30."})
    void refusesEverythingElse(String text) {
        assertThat(OpaqueToken.parse(text)).isEmpty();
    }
}
