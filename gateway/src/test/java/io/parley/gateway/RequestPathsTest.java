package io.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "",
                "/health",
                "/socket.io/",
                "/.well-known/jwks.json",
                "/api/messages/018f5a10-0000-7000-8000-000000000001",
                "/api/contacts/import/csv",
                "/a...b/..c/c..",
                "/..."
            })
    void takesPlainPaths(String path) {
        assertThat(RequestPaths.isPlain(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.", "/..", "/a/.", "/a/../b", "/a/./b", "//", "/a//b", "/a;b", "/a%2fb", "/a\\b", "/a b", "a", "/ü",
                "/a\n", "/a?"
            })
    void takesNoOther(String path) {
        assertThat(RequestPaths.isPlain(path)).isFalse();
    }

    @Test
    void decidesOnVeryLongPathsQuickly() {
        assertThat(RequestPaths.isPlain("/a".repeat(100_000))).isTrue();
        assertThat(RequestPaths.isPlain("/a".repeat(100_000) + "%")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/messages/018f5a10-0000-7000-8000-000000000001, /api/messages/018f5a10-0000-7000-8000-000000000001",
        "/api/contacts/4915112345678, /api/contacts/*",
        "/api/contacts/+4915112345678/x, /api/contacts/*/x",
        "/api/webhook/eyJhbGciOiJSUzI1NiJ9.e30.c2ln, /api/webhook/*",
        "/socket.io/, /socket.io/"
    })
    void logsNothingThatMightBeAPersonOrASecret(String path, String logged) {
        assertThat(RequestPaths.withoutPersonalData(path)).isEqualTo(logged);
    }
}
