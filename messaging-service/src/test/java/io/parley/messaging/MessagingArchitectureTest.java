package io.parley.messaging;

import io.parley.testkit.ArchitectureRules;
import java.util.Set;

class MessagingArchitectureTest extends ArchitectureRules {

    MessagingArchitectureTest() {
        super("io.parley.messaging", Set.of("message", "customer", "number", "template", "consent", "media"));
    }
}
