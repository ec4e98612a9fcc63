package io.parley.sandbox.meta;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The keyed hashes of Meta: webhook signatures over the exact bytes, and proofs that a caller knows the app secret. */
public final class WebhookSignature {

    private WebhookSignature() {}

    /** The value of {@code X-Hub-Signature-256}. */
    public static String sha256(byte[] body, String secret) {
        return "sha256=" + hash("HmacSHA256", body, secret);
    }

    /** The value of the legacy header {@code X-Hub-Signature}, which Meta still adds. */
    public static String sha1(byte[] body, String secret) {
        return "sha1=" + hash("HmacSHA1", body, secret);
    }

    /** The {@code appsecret_proof} of an access token. */
    public static String proof(String accessToken, String secret) {
        return hash("HmacSHA256", accessToken.getBytes(StandardCharsets.UTF_8), secret);
    }

    private static String hash(String algorithm, byte[] message, String secret) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return HexFormat.of().formatHex(mac.doFinal(message));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(algorithm + " is part of every Java platform", impossible);
        }
    }
}
