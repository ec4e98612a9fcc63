package io.parley.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Mints access tokens as auth-service does, and forgeries of them. */
final class TokenMint {

    private final RSAKey key;

    TokenMint(String keyId) {
        try {
            key = new RSAKeyGenerator(2048).keyID(keyId).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public half, as auth-service publishes it. */
    String keySet() {
        return new JWKSet(key).toString();
    }

    String token() {
        return token(claims -> claims);
    }

    String tokenFor(UUID tenant, String role) {
        return token(claims -> claims.claim("tid", tenant.toString()).claim("role", role));
    }

    String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return tokenWith(key.getKeyID(), JWSAlgorithm.RS256, change);
    }

    String tokenWith(String keyId, JWSAlgorithm algorithm, UnaryOperator<JWTClaimsSet.Builder> change) {
        try {
            var header = new JWSHeader.Builder(algorithm)
                    .type(JOSEObjectType.JWT)
                    .keyID(keyId)
                    .build();
            var token = new SignedJWT(header, change.apply(claims()).build());
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The classic: a verifier that does not pin the algorithm takes the public key for an HMAC secret. */
    String signedWithThePublicKeyAsSecret() {
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                    .keyID(key.getKeyID())
                    .build();
            var token = new SignedJWT(header, claims().build());
            token.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String unsigned() {
        return new PlainJWT(claims().build()).serialize();
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("parley")
                .audience("parley-api")
                .subject("018f5a10-0000-7000-8000-000000000001")
                .claim("tid", UUID.randomUUID().toString())
                .claim("role", "OWNER")
                .claim("name", "Ada")
                .expirationTime(Date.from(Instant.now().plusSeconds(900)));
    }
}
