package io.parley.analytics;

import io.parley.testkit.ArchitectureRules;
import java.util.Set;

class AnalyticsArchitectureTest extends ArchitectureRules {

    AnalyticsArchitectureTest() {
        super("io.parley.analytics", Set.of("fact"));
    }
}
