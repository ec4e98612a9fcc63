package io.parley.ingest.receive;

import io.parley.ingest.registry.Directory;
import io.parley.ingest.registry.SigningKey;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Finds the key that signed a body. Nothing is parsed for it: the platform's key is tried first, then the keys of tenants
 * whose number or WABA ids occur somewhere among the bytes, then the others for as long as {@link #MOST_BLIND_KEYS} and
 * {@link #MOST_BLIND_BYTES} allow. Every webhook of a known number is found by its ids, so the bounds only limit what a
 * forged body can cost; beyond them a body that names nothing of its own tenant is refused.
 */
@Component
class Signatures {

    static final int MOST_BLIND_KEYS = 64;
    static final long MOST_BLIND_BYTES = 8L << 20;

    private static final String PREFIX = "sha256=";
    private static final int HEX_DIGITS = 64;

    /** Returns the key that made {@code header} over {@code body}; empty where none did or the header is malformed. */
    Optional<SigningKey> signerOf(byte[] body, String header, Directory directory) {
        var signature = parse(header);
        if (signature.isEmpty()) {
            return Optional.empty();
        }
        var platform = directory.platformKey().filter(key -> key.hasSigned(body, signature.get()));
        if (platform.isPresent() || directory.tenantKeys().isEmpty()) {
            return platform;
        }
        return tenantSigner(body, signature.get(), directory);
    }

    private static Optional<SigningKey> tenantSigner(byte[] body, byte[] signature, Directory directory) {
        var candidates = new LinkedHashSet<SigningKey>(MentionedKeys.in(body, directory));
        var blind = Math.min(MOST_BLIND_KEYS, MOST_BLIND_BYTES / Math.max(1, body.length));
        directory.tenantKeys().stream().limit(blind).forEach(candidates::add);
        return candidates.stream().filter(key -> key.hasSigned(body, signature)).findFirst();
    }

    /** Reads {@code sha256=} and 64 lower-case hexadecimal digits, and nothing that merely resembles it. */
    static Optional<byte[]> parse(String header) {
        if (header.length() != PREFIX.length() + HEX_DIGITS || !header.startsWith(PREFIX)) {
            return Optional.empty();
        }
        for (var i = PREFIX.length(); i < header.length(); i++) {
            var digit = header.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return Optional.empty();
            }
        }
        return Optional.of(HexFormat.of().parseHex(header, PREFIX.length(), header.length()));
    }
}
