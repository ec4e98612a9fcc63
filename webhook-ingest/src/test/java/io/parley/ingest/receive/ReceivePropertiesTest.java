package io.parley.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class ReceivePropertiesTest {

    @Test
    void takesWhatMetaMaySend() {
        assertThat(bind(Map.of()))
                .isEqualTo(new ReceiveProperties(
                        DataSize.ofMegabytes(3), DataSize.ofMegabytes(64), Duration.ofSeconds(1)));
    }

    @Test
    void canBeSetInFull() {
        assertThat(bind(Map.of(
                        "parley.webhook.receive.max-body", "1MB",
                        "parley.webhook.receive.in-flight", "8MB",
                        "parley.webhook.receive.retry-after", "5s")))
                .isEqualTo(
                        new ReceiveProperties(DataSize.ofMegabytes(1), DataSize.ofMegabytes(8), Duration.ofSeconds(5)));
    }

    private static ReceiveProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("parley.webhook.receive", Bindable.of(ReceiveProperties.class));
    }
}
