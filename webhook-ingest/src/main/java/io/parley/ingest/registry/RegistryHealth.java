package io.parley.ingest.registry;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Not ready before the registry is. */
@Component("registryHealthIndicator")
class RegistryHealth implements HealthIndicator {

    private final Registry registry;

    RegistryHealth(Registry registry) {
        this.registry = registry;
    }

    @Override
    public Health health() {
        return registry.directory().isPresent()
                ? Health.up().build()
                : Health.outOfService().build();
    }
}
