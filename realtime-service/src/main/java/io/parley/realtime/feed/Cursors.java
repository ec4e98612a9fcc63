package io.parley.realtime.feed;

import io.parley.contract.TenantId;
import io.parley.kit.crypto.Encryption;
import io.parley.kit.crypto.Secret;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Turns positions into the text that clients keep, and back. It is encrypted for its tenant: offsets would tell how much
 * goes on at other tenants, and nobody can make one up. All instances share the key set, so any of them reads it.
 */
final class Cursors {

    private static final int LONGEST = 16_384;

    private final Encryption encryption;

    Cursors(Encryption encryption) {
        this.encryption = encryption;
    }

    String of(TenantId tenant, Positions positions) {
        return encryption
                .encrypt(tenant, new Secret(positions.text()))
                .replace('+', '-')
                .replace('/', '_')
                .replace("=", "");
    }

    /** Reads a cursor in the shape of {@code now}; empty where it is none, another tenant's, or of other topics. */
    Optional<Positions> read(TenantId tenant, String cursor, Positions now) {
        if (cursor.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            var padding = "=".repeat((4 - cursor.length() % 4) % 4);
            var base64 = cursor.replace('-', '+').replace('_', '/') + padding;
            return now.read(encryption.decrypt(tenant, base64).reveal());
        } catch (IllegalStateException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
