package io.parley.contact;

import io.parley.testkit.ArchitectureRules;
import java.util.Set;

class ContactArchitectureTest extends ArchitectureRules {

    ContactArchitectureTest() {
        super("io.parley.contact", Set.of("book"));
    }
}
