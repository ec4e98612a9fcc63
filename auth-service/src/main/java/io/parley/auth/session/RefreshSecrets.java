package io.parley.auth.session;

import io.parley.auth.token.MasterSecret;
import io.parley.auth.token.OpaqueToken;
import io.parley.contract.TenantId;
import io.parley.kit.id.Ids;
import io.parley.kit.web.WebProperties;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Makes refresh tokens and what is stored of them. A token's successor follows from the token itself, the salt in its row
 * and a key from JWT_REFRESH_SECRET: whoever presents a used token again can be given the same successor, although it is
 * stored nowhere, and nobody who lacks one of the three can work it out.
 */
@Component
class RefreshSecrets {

    private static final String HMAC = "HmacSHA256";
    private static final int SALT_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final byte[] storeKey;
    private final byte[] successorKey;
    private final byte[] accountKey;

    RefreshSecrets(SessionProperties properties, WebProperties web) {
        var secret = MasterSecret.of("JWT_REFRESH_SECRET", properties.refreshSecret(), web.environment());
        this.storeKey = secret.keyFor("refresh-token-store");
        this.successorKey = secret.keyFor("refresh-token-successor");
        this.accountKey = secret.keyFor("failed-login-account");
    }

    OpaqueToken first(TenantId tenant, UUID id) {
        return new OpaqueToken(tenant, id, randomBytes(OpaqueToken.SECRET_BYTES));
    }

    OpaqueToken successorOf(OpaqueToken token, byte[] salt) {
        return new OpaqueToken(
                token.tenant(), Ids.derived("refresh-token", token.id()), mac(successorKey, token.bytes(), salt));
    }

    byte[] newSalt() {
        return randomBytes(SALT_BYTES);
    }

    /** Returns what is stored of a token. */
    byte[] macOf(OpaqueToken token) {
        return mac(storeKey, token.bytes(), new byte[0]);
    }

    boolean matches(OpaqueToken token, byte[] stored) {
        return MessageDigest.isEqual(macOf(token), stored);
    }

    /** Returns the name under which failed sign-ins of an account are counted. */
    byte[] accountOf(String normalisedEmail) {
        return mac(accountKey, normalisedEmail.getBytes(StandardCharsets.UTF_8), new byte[0]);
    }

    private byte[] randomBytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] mac(byte[] key, byte[] text, byte[] more) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            mac.update(text);
            return mac.doFinal(more);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(HMAC + " is not available", e);
        }
    }
}
