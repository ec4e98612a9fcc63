package io.parley.ingest;

import io.parley.testkit.ArchitectureRules;
import java.util.Set;

class IngestArchitectureTest extends ArchitectureRules {

    IngestArchitectureTest() {
        super("io.parley.ingest", Set.of("webhook", "registry"));
    }
}
