package io.parley.messaging.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class ErasePropertiesTest {

    final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Setup.class);

    @Configuration
    @EnableConfigurationProperties(EraseProperties.class)
    static class Setup {}

    @Test
    void haveADefault() {
        runner.run(context -> assertThat(context.getBean(EraseProperties.class))
                .isEqualTo(new EraseProperties(Duration.ofSeconds(5))));
    }

    @Test
    void readEveryKey() {
        runner.withPropertyValues("parley.messaging.erase.quiet=10s")
                .run(context -> assertThat(context.getBean(EraseProperties.class))
                        .isEqualTo(new EraseProperties(Duration.ofSeconds(10))));
    }

    @Test
    void refuseToEndBeforeTheBeginning() {
        runner.withPropertyValues("parley.messaging.erase.quiet=-1s")
                .run(context -> assertThat(context).hasFailed());
    }
}
