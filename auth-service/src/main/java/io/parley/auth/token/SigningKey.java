package io.parley.auth.token;

import com.nimbusds.jose.jwk.RSAKey;
import java.time.Instant;

/** An RSA key pair that signs access tokens from {@code signsFrom} until a later key does. */
record SigningKey(RSAKey pair, Instant signsFrom) {

    String id() {
        return pair.getKeyID();
    }
}
