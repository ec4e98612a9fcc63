package io.parley.auth.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class SettingsPropertiesTest {

    final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Setup.class);

    @Configuration
    @EnableConfigurationProperties(SettingsProperties.class)
    static class Setup {}

    @Test
    void haveDefaults() {
        runner.run(context -> assertThat(context.getBean(SettingsProperties.class))
                .isEqualTo(new SettingsProperties(
                        URI.create("http://localhost:3000"),
                        URI.create("https://graph.facebook.com"),
                        "v25.0",
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10),
                        20,
                        50)));
    }

    @Test
    void readEveryKey() {
        runner.withPropertyValues(
                        "parley.settings.public-url=https://parley.example.com/base/",
                        "parley.settings.graph-url=http://127.0.0.1:3009",
                        "parley.settings.graph-version=v26.0",
                        "parley.settings.connect-timeout=1s",
                        "parley.settings.response-timeout=3s",
                        "parley.settings.concurrency=2",
                        "parley.settings.pages=4")
                .run(context -> {
                    var properties = context.getBean(SettingsProperties.class);
                    assertThat(properties)
                            .isEqualTo(new SettingsProperties(
                                    URI.create("https://parley.example.com/base/"),
                                    URI.create("http://127.0.0.1:3009"),
                                    "v26.0",
                                    Duration.ofSeconds(1),
                                    Duration.ofSeconds(3),
                                    2,
                                    4));
                    assertThat(properties.callbackUrl()).isEqualTo("https://parley.example.com/base/api/webhook");
                });
    }

    @Test
    void refuseAVersionThatIsAPath() {
        runner.withPropertyValues("parley.settings.graph-version=../x")
                .run(context -> assertThat(context).hasFailed());
    }
}
