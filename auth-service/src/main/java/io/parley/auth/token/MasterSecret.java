package io.parley.auth.token;

import com.google.crypto.tink.subtle.Hkdf;
import io.parley.kit.SettingRejected;
import io.parley.kit.crypto.Secret;
import io.parley.kit.web.WebProperties;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A secret that the operator gives, and from which keys are derived (HKDF-SHA256), one for each purpose. */
public final class MasterSecret {

    private static final Logger log = LoggerFactory.getLogger(MasterSecret.class);
    private static final int SHORTEST = 32;
    private static final String EXPECTED = "at least " + SHORTEST + " characters";
    private static final int KEY_BYTES = 32;

    private final Secret secret;

    private MasterSecret(Secret secret) {
        this.secret = secret;
    }

    /**
     * Takes the secret that {@code variable} holds. Throws {@link SettingRejected} where it is too short, or missing in
     * production; development has one of its own to fall back on.
     */
    public static MasterSecret of(String variable, @Nullable Secret given, WebProperties.Environment environment) {
        if (given == null || given.reveal().isEmpty()) {
            if (environment == WebProperties.Environment.PRODUCTION) {
                throw new SettingRejected(variable, "none", EXPECTED);
            }
            log.warn("{} is not set: using the one for development, which everybody knows", variable);
            return new MasterSecret(new Secret("parley development " + variable + ", known to everybody"));
        }
        var length = given.reveal().length();
        if (length < SHORTEST) {
            throw new SettingRejected(variable, length + " characters", EXPECTED);
        }
        return new MasterSecret(given);
    }

    /** Returns a key of 256 bits for {@code purpose}. */
    public byte[] keyFor(String purpose) {
        try {
            return Hkdf.computeHkdf(
                    "HmacSha256",
                    secret.reveal().getBytes(StandardCharsets.UTF_8),
                    new byte[0],
                    ("parley/" + purpose).getBytes(StandardCharsets.UTF_8),
                    KEY_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("key derivation failed", e);
        }
    }
}
