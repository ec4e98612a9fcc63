package io.parley.conversation;

import io.parley.testkit.ArchitectureRules;
import java.util.Set;

class ConversationArchitectureTest extends ArchitectureRules {

    ConversationArchitectureTest() {
        super("io.parley.conversation", Set.of("inbox", "person"));
    }
}
