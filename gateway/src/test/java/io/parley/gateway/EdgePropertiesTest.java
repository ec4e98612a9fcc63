package io.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.gateway.EdgeProperties.Limit;
import io.parley.gateway.EdgeProperties.Rate;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

class EdgePropertiesTest {

    final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Properties.class);

    @Test
    void hasTheDefaultsOfTheReference() {
        runner.run(context -> {
            var properties = context.getBean(EdgeProperties.class);

            assertThat(properties.development()).isFalse();
            assertThat(properties.corsOrigins()).isEmpty();
            assertThat(properties.trustedProxies()).isEmpty();
            assertThat(properties.token().issuer()).isEqualTo("parley");
            assertThat(properties.token().audience()).isEqualTo("parley-api");
            assertThat(properties.limits())
                    .containsEntry(Limit.TENANT, new Rate(500, 100, Duration.ofSeconds(1)))
                    .containsEntry(Limit.SIGN_IN, new Rate(100, 100, Duration.ofMinutes(1)));
        });
    }

    @Test
    void takesTheEnvironmentsWord() {
        runner.withPropertyValues(
                        "APP_ENV=development",
                        "JWKS_URI=http://auth:3001/keys",
                        "CORS_ORIGINS=https://a.example, https://b.example",
                        "TRUSTED_PROXIES=10.0.0.0/8",
                        "PARLEY_LOGIN_LIMIT=1000",
                        "PARLEY_TENANT_BURST=5",
                        "PARLEY_TENANT_RATE=2")
                .run(context -> {
                    var properties = context.getBean(EdgeProperties.class);

                    assertThat(properties.development()).isTrue();
                    assertThat(properties.token().jwksUri()).isEqualTo(URI.create("http://auth:3001/keys"));
                    assertThat(properties.corsOrigins()).containsExactly("https://a.example", "https://b.example");
                    assertThat(properties.trustedProxies()).containsExactly("10.0.0.0/8");
                    assertThat(properties.limits())
                            .containsEntry(Limit.TENANT, new Rate(5, 2, Duration.ofSeconds(1)))
                            .containsEntry(Limit.SIGN_IN, new Rate(1000, 1000, Duration.ofMinutes(1)));
                });
    }

    @Test
    void refusesALimitOfNothing() {
        runner.withPropertyValues("PARLEY_LOGIN_LIMIT=0")
                .run(context -> assertThat(context).hasFailed());
    }

    @EnableConfigurationProperties(EdgeProperties.class)
    static class Properties {}
}
