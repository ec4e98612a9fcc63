package io.parley.auth.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.kit.crypto.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class SessionPropertiesTest {

    final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Setup.class);

    @Configuration
    @EnableConfigurationProperties(SessionProperties.class)
    static class Setup {}

    @Test
    void haveDefaults() {
        runner.run(context -> assertThat(context.getBean(SessionProperties.class))
                .isEqualTo(new SessionProperties(
                        null,
                        Duration.ofDays(30),
                        Duration.ofSeconds(10),
                        10,
                        Duration.ofMinutes(10),
                        Duration.ofHours(1))));
    }

    @Test
    void readEveryKeyAndPrintNoSecret() {
        runner.withPropertyValues(
                        "parley.session.refresh-secret=a-canary-that-must-not-be-seen",
                        "parley.session.lifetime=7d",
                        "parley.session.repeat-within=5s",
                        "parley.session.failures=3",
                        "parley.session.failure-window=1m",
                        "parley.session.sweep-every=2h")
                .run(context -> {
                    var properties = context.getBean(SessionProperties.class);
                    assertThat(properties)
                            .isEqualTo(new SessionProperties(
                                    new Secret("a-canary-that-must-not-be-seen"),
                                    Duration.ofDays(7),
                                    Duration.ofSeconds(5),
                                    3,
                                    Duration.ofMinutes(1),
                                    Duration.ofHours(2)));
                    assertThat(properties.toString()).doesNotContain("canary");
                });
    }

    @Test
    void refuseToLockEverybodyOut() {
        runner.withPropertyValues("parley.session.failures=0")
                .run(context -> assertThat(context).hasFailed());
    }
}
