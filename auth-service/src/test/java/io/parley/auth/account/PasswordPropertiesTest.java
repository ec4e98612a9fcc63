package io.parley.auth.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

class PasswordPropertiesTest {

    final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Setup.class);

    @Configuration
    @EnableConfigurationProperties(PasswordProperties.class)
    static class Setup {}

    @Test
    void hashAsTheContractSaysByDefault() {
        runner.run(context -> assertThat(context.getBean(PasswordProperties.class))
                .isEqualTo(new PasswordProperties(DataSize.ofMegabytes(19), 2, 1, 0, 100, Duration.ofSeconds(5))));
    }

    @Test
    void readEveryKey() {
        runner.withPropertyValues(
                        "parley.password.memory=64MB",
                        "parley.password.iterations=3",
                        "parley.password.parallelism=2",
                        "parley.password.concurrency=4",
                        "parley.password.queue=7",
                        "parley.password.patience=1s")
                .run(context -> assertThat(context.getBean(PasswordProperties.class))
                        .isEqualTo(
                                new PasswordProperties(DataSize.ofMegabytes(64), 3, 2, 4, 7, Duration.ofSeconds(1))));
    }

    @Test
    void refuseNoIterations() {
        runner.withPropertyValues("parley.password.iterations=0")
                .run(context -> assertThat(context).hasFailed());
    }
}
