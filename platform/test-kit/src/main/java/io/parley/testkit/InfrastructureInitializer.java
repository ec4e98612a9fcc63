package io.parley.testkit;

import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Points a service at the test's servers and keys. */
final class InfrastructureInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** A key set made for tests; it protects nothing. */
    private static final String KEYSET = TestKeys.encryptionKeyset();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var infrastructure = Infrastructure.shared();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "testInfrastructure",
                        Map.of(
                                "parley.database.url",
                                infrastructure.databaseUrl(),
                                "spring.kafka.bootstrap-servers",
                                infrastructure.bootstrapServers(),
                                "parley.events.replication-factor",
                                "1",
                                "parley.events.partitions",
                                "3",
                                "parley.encryption.keyset",
                                KEYSET,
                                "parley.security.jwks-uri",
                                TestKeys.jwksUri(),
                                "parley.web.environment",
                                "development")));
    }
}
