package io.parley.sandbox.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A token or secret that never prints itself. */
public record Credential(String value) {

    /** Compares in constant time. */
    public boolean matches(String presented) {
        return MessageDigest.isEqual(
                value.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "***";
    }
}
