package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

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
import com.nimbusds.jwt.SignedJWT;
import io.parley.acceptance.Stack.Service;
import io.parley.testkit.TestKeys;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Forged access tokens, at the gateway and at every service behind it. */
@ExtendWith(StackExtension.class)
class TokenWallIT {

    private static final Map<Service, String> DOORS = Map.of(
            Service.AUTH, "/api/auth/me",
            Service.INGEST, "/api/webhook/ledger",
            Service.MESSAGING, "/api/messages",
            Service.CONVERSATION, "/api/conversations",
            Service.TEMPLATE, "/api/templates",
            Service.ANALYTICS, "/api/analytics/overview");

    private final Stack stack;
    private final Tenant tenant;
    private final Tenant victim;

    TokenWallIT(Stack stack) {
        this.stack = stack;
        this.tenant = Tenant.register(stack, "Forger");
        this.victim = Tenant.register(stack, "Victim");
    }

    @Test
    void refusesForgedTokensAtEveryDoor() throws JOSEException, ParseException {
        var forged = forgeries();

        DOORS.forEach((service, path) -> {
            assertThat(stack.api(service).as(tenant.token()).get(path).status()).isEqualTo(200);
            assertThat(stack.api().as(tenant.token()).get(path).status()).isEqualTo(200);
            assertThat(stack.api(service).get(path).status()).isEqualTo(401);
            forged.forEach((what, token) -> {
                assertThat(stack.api(service).as(token).get(path).status())
                        .as(what + " at " + service)
                        .isEqualTo(401);
                assertThat(stack.api().as(token).get(path).status())
                        .as(what + " at the gateway for " + path)
                        .isEqualTo(401);
            });
        });
    }

    @Test
    void letsNobodyReachWhatIsInternal() {
        for (var path : java.util.List.of(
                "/internal/api-keys/exchange", "/internal/rebuild", "/actuator/env", "/actuator", "/sandbox/sends")) {
            assertThat(stack.api().get(path).status()).as(path).isIn(401, 404);
            assertThat(tenant.api().get(path).status()).as(path).isEqualTo(404);
            assertThat(tenant.api().post(path, Map.of()).status()).as(path).isEqualTo(404);
        }
    }

    private Map<String, String> forgeries() throws JOSEException, ParseException {
        var real = SignedJWT.parse(tenant.token());
        var header = real.getHeader();
        var claims = real.getJWTClaimsSet();
        var parts = tenant.token().split("\\.");
        var published = (RSAKey)
                JWKSet.parse(stack.api().get("/.well-known/jwks.json").text()).getKeyByKeyId(header.getKeyID());
        var own = new RSAKeyGenerator(2048).keyID(header.getKeyID()).generate();
        var foreign = new JWTClaimsSet.Builder(claims).claim("tid", victim.id()).build();

        var forged = new LinkedHashMap<String, String>();
        forged.put("no algorithm", base64("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + parts[1] + ".");
        forged.put("no algorithm, old signature", base64("{\"alg\":\"none\"}") + "." + parts[1] + "." + parts[2]);
        forged.put("another tenant's id", parts[0] + "." + base64(foreign.toString()) + "." + parts[2]);
        forged.put("no signature", parts[0] + "." + parts[1] + ".");
        forged.put("half a signature", parts[0] + "." + parts[1] + "." + parts[2].substring(0, 200));
        forged.put("an own key under the real id", signed(own, new JWSHeader.Builder(JWSAlgorithm.RS256), claims));
        forged.put("an own key under its own id", TestKeys.sign(foreign));
        forged.put("an own key in the header", signed(own, builder().jwk(own.toPublicJWK()), claims));
        forged.put(
                "an own key behind an address", signed(own, builder().jwkURL(URI.create(TestKeys.jwksUri())), claims));
        forged.put("another algorithm", signed(own, new JWSHeader.Builder(JWSAlgorithm.PS256), claims));
        forged.put("HMAC with the public key", hmac(published.toRSAPublicKey().getEncoded(), header, claims));
        forged.put("HMAC with the public key as PEM", hmac(pem(published), header, claims));
        forged.put("HMAC with the public key as JSON", hmac(utf8(published.toJSONString()), header, claims));
        forged.put("the refresh token", tenant.refreshToken());
        forged.put("nothing", "x");
        forged.put("two dots", "..");
        forged.put("two tokens", tenant.token() + "," + tenant.token());
        return forged;
    }

    private static JWSHeader.Builder builder() {
        return new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT);
    }

    private static String signed(RSAKey key, JWSHeader.Builder header, JWTClaimsSet claims) throws JOSEException {
        var token = new SignedJWT(header.keyID(key.getKeyID()).build(), claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static String hmac(byte[] key, JWSHeader real, JWTClaimsSet claims) throws JOSEException {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(real.getKeyID()).build(), claims);
        token.sign(new MACSigner(key));
        return token.serialize();
    }

    private static byte[] pem(RSAKey key) throws JOSEException {
        var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(key.toRSAPublicKey().getEncoded());
        return utf8("-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(utf8(text));
    }
}
