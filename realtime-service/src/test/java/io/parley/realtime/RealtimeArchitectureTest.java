package io.parley.realtime;

import io.parley.testkit.ArchitectureRules;
import java.util.Set;

class RealtimeArchitectureTest extends ArchitectureRules {

    RealtimeArchitectureTest() {
        super("io.parley.realtime", Set.of("engine", "feed", "presence"));
    }
}
