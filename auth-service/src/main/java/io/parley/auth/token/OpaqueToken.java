package io.parley.auth.token;

import io.parley.contract.TenantId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * A credential as its holder has it: tenant id, its own id and a secret of 256 bits, in base64url. The tenant is known
 * before anything is looked up. It prints without its secret.
 */
public record OpaqueToken(TenantId tenant, UUID id, byte[] secret) {

    public static final int SECRET_BYTES = 32;

    private static final int LENGTH = 16 + 16 + SECRET_BYTES;

    /** Reads what {@link #text} wrote; empty for anything else. */
    public static Optional<OpaqueToken> parse(String text) {
        try {
            var bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length != LENGTH) {
                return Optional.empty();
            }
            var buffer = ByteBuffer.wrap(bytes);
            var tenant = new TenantId(new UUID(buffer.getLong(), buffer.getLong()));
            var id = new UUID(buffer.getLong(), buffer.getLong());
            return Optional.of(new OpaqueToken(tenant, id, Arrays.copyOfRange(bytes, 32, LENGTH)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes());
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(LENGTH)
                .putLong(tenant.value().getMostSignificantBits())
                .putLong(tenant.value().getLeastSignificantBits())
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .put(secret)
                .array();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OpaqueToken token && Arrays.equals(bytes(), token.bytes());
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "OpaqueToken[" + id + "]";
    }
}
