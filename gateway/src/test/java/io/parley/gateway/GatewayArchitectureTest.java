package io.parley.gateway;

import io.parley.testkit.ArchitectureRules;
import java.util.Set;

class GatewayArchitectureTest extends ArchitectureRules {

    GatewayArchitectureTest() {
        super("io.parley.gateway", Set.of());
    }
}
