package io.parley.auth.token;

/** A secret that the service cannot work with; its value is not repeated. */
public final class SecretRejected extends RuntimeException {

    SecretRejected(String variable, String found) {
        super(variable + ": " + found + " (expected: at least 32 characters)");
    }
}
