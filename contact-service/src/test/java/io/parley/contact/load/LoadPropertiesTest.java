package io.parley.contact.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LoadPropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new LoadProperties(
                        1000,
                        2,
                        Duration.ofSeconds(10),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        5,
                        Duration.ofDays(90),
                        Duration.ofHours(1)));
    }

    @Test
    void takesEverySetting() {
        assertThat(bind(Map.of(
                        "parley.contact.load.batch-size",
                        "100",
                        "parley.contact.load.workers",
                        "3",
                        "parley.contact.load.lease",
                        "20s",
                        "parley.contact.load.poll",
                        "1s",
                        "parley.contact.load.answer-within",
                        "3s",
                        "parley.contact.load.unfinished-per-tenant",
                        "7",
                        "parley.contact.load.retention",
                        "30d",
                        "parley.contact.load.sweep-every",
                        "2h")))
                .isEqualTo(new LoadProperties(
                        100,
                        3,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3),
                        7,
                        Duration.ofDays(30),
                        Duration.ofHours(2)));
    }

    private static LoadProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("parley.contact.load", LoadProperties.class);
    }
}
