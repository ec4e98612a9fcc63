package io.parley.analytics.keep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class KeepPropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new KeepProperties(14, 2, Duration.ofDays(45), Duration.ofHours(1)));
    }

    @Test
    void takesEverySetting() {
        assertThat(bind(Map.of(
                        "parley.analytics.keep.months",
                        "24",
                        "parley.analytics.keep.months-ahead",
                        "3",
                        "parley.analytics.keep.early-statuses",
                        "60d",
                        "parley.analytics.keep.every",
                        "2h")))
                .isEqualTo(new KeepProperties(24, 3, Duration.ofDays(60), Duration.ofHours(2)));
    }

    private static KeepProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("parley.analytics.keep", KeepProperties.class);
    }
}
