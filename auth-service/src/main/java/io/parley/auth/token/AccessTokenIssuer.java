package io.parley.auth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.parley.kit.security.AccessTokens;
import io.parley.kit.security.Caller;
import io.parley.kit.security.SecurityProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.springframework.stereotype.Component;

/** Issues access tokens. The same caller at the same moment gets the same token, letter for letter. */
@Component
public class AccessTokenIssuer {

    private final SigningKeys keys;
    private final TokenProperties properties;
    private final SecurityProperties security;

    AccessTokenIssuer(SigningKeys keys, TokenProperties properties, SecurityProperties security) {
        this.keys = keys;
        this.properties = properties;
        this.security = security;
    }

    /** Returns a token for {@code caller} that begins at {@code at} and lives as long as all do. */
    public String issue(Caller caller, Instant at) {
        return issue(caller, at, properties.lifetime());
    }

    /** Returns a token for {@code caller} that begins at {@code at} and lives for {@code lifetime}. */
    public String issue(Caller caller, Instant at, Duration lifetime) {
        var key = keys.signingAt(at);
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.id())
                .build();
        var claims = new JWTClaimsSet.Builder()
                .issuer(security.issuer())
                .audience(security.audience())
                .subject(caller.user().toString())
                .claim(AccessTokens.TENANT, caller.tenant().toString())
                .claim(AccessTokens.ROLE, caller.role().name())
                .claim(AccessTokens.NAME, caller.name())
                .issueTime(Date.from(at))
                .expirationTime(Date.from(at.plus(lifetime)))
                .build();
        try {
            var token = new SignedJWT(header, claims);
            token.sign(new RSASSASigner(key.pair()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("signing failed", e);
        }
    }
}
