package io.parley.template.hear;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class HearPropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new HearProperties(Duration.ofDays(90), Duration.ofHours(6)));
    }

    @Test
    void takesEverySetting() {
        assertThat(bind(Map.of(
                        "parley.template.hear.news-retention", "100d",
                        "parley.template.hear.prune-every", "1h")))
                .isEqualTo(new HearProperties(Duration.ofDays(100), Duration.ofHours(1)));
    }

    private static HearProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("parley.template.hear", HearProperties.class);
    }
}
