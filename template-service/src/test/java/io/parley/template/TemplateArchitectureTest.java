package io.parley.template;

import io.parley.testkit.ArchitectureRules;
import java.util.Set;

class TemplateArchitectureTest extends ArchitectureRules {

    TemplateArchitectureTest() {
        super("io.parley.template", Set.of("book", "account", "graph", "rule"));
    }
}
