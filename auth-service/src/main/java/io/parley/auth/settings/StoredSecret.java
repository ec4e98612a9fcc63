package io.parley.auth.settings;

import io.parley.kit.crypto.Secret;
import org.jspecify.annotations.Nullable;

/** A tenant's secret with the ciphertext that is stored and published of it. Two are equal if their secrets are. */
record StoredSecret(Secret secret, String ciphertext) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoredSecret stored && secret.equals(stored.secret);
    }

    @Override
    public int hashCode() {
        return secret.hashCode();
    }

    @Override
    public String toString() {
        return secret.toString();
    }
}
