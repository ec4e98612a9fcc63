package io.parley.auth;

import io.parley.testkit.ArchitectureRules;
import java.util.Set;

class AuthArchitectureTest extends ArchitectureRules {

    AuthArchitectureTest() {
        super("io.parley.auth", Set.of("account", "token", "audit"));
    }
}
