package io.parley.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class SandboxPropertiesTest {

    @Test
    void hasDefaultsForOneMachine() {
        assertThat(bind(Map.of()))
                .isEqualTo(new SandboxProperties(
                        URI.create("http://127.0.0.1:3000/api/webhook"),
                        "sandbox-app-secret",
                        "100000000000001",
                        100_000,
                        DataSize.ofMegabytes(64),
                        100_000,
                        16,
                        10_000,
                        50_000,
                        DataSize.ofGigabytes(1)));
    }

    @Test
    void takesEverythingFromProperties() {
        var properties = Map.of(
                "sandbox.webhook-url", "http://127.0.0.1:4000/hook",
                "sandbox.app-secret", "s",
                "sandbox.app-id", "7",
                "sandbox.ledger-sends", "1",
                "sandbox.ledger-bodies", "1KB",
                "sandbox.pending-webhooks", "2",
                "sandbox.concurrent-webhooks", "3",
                "sandbox.numbers", "4",
                "sandbox.customers", "5",
                "sandbox.media", "6MB");

        assertThat(bind(properties))
                .isEqualTo(new SandboxProperties(
                        URI.create("http://127.0.0.1:4000/hook"),
                        "s",
                        "7",
                        1,
                        DataSize.ofKilobytes(1),
                        2,
                        3,
                        4,
                        5,
                        DataSize.ofMegabytes(6)));
    }

    @Test
    void refusesABlankSecretAndNoCapacity() {
        assertThatExceptionOfType(BindException.class).isThrownBy(() -> bind(Map.of("sandbox.app-secret", " ")));
        assertThatExceptionOfType(BindException.class).isThrownBy(() -> bind(Map.of("sandbox.numbers", "0")));
    }

    @Test
    void neverPrintsTheSecret() {
        assertThat(bind(Map.of("sandbox.app-secret", "hush")).toString()).doesNotContain("hush");
    }

    private static SandboxProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("sandbox", SandboxProperties.class);
    }
}
