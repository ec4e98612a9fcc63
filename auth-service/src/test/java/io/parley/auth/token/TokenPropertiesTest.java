package io.parley.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.kit.crypto.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class TokenPropertiesTest {

    final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Setup.class);

    @Configuration
    @EnableConfigurationProperties(TokenProperties.class)
    static class Setup {}

    @Test
    void haveDefaults() {
        runner.run(context -> assertThat(context.getBean(TokenProperties.class))
                .isEqualTo(new TokenProperties(
                        null,
                        Duration.ofMinutes(15),
                        2048,
                        Duration.ofDays(30),
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        Duration.ofMinutes(1))));
    }

    @Test
    void readEveryKeyAndPrintNoSecret() {
        runner.withPropertyValues(
                        "parley.token.secret=a-canary-that-must-not-be-seen",
                        "parley.token.lifetime=5m",
                        "parley.token.key-bits=3072",
                        "parley.token.rotate-every=7d",
                        "parley.token.publish-ahead=2h",
                        "parley.token.keep-after=3h",
                        "parley.token.check-every=30s")
                .run(context -> {
                    var properties = context.getBean(TokenProperties.class);
                    assertThat(properties)
                            .isEqualTo(new TokenProperties(
                                    new Secret("a-canary-that-must-not-be-seen"),
                                    Duration.ofMinutes(5),
                                    3072,
                                    Duration.ofDays(7),
                                    Duration.ofHours(2),
                                    Duration.ofHours(3),
                                    Duration.ofSeconds(30)));
                    assertThat(properties.toString()).doesNotContain("canary");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"key-bits=1024", "rotate-every=30m", "publish-ahead=10s"})
    void refuseKeysThatAreWeakOrTurnTooFast(String property) {
        runner.withPropertyValues("parley.token." + property)
                .run(context -> assertThat(context).hasFailed());
    }
}
