package io.parley.testkit;

import com.nimbusds.jwt.JWTClaimsSet;
import io.parley.contract.Role;
import io.parley.contract.TenantId;
import io.parley.kit.security.Caller;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** A tenant of one test's own. Tests never share one, so they run beside each other and leaks show. */
public record TestTenant(TenantId id, UUID user, String phoneNumberId) {

    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Returns a new tenant with a user and a phone number id that nobody else has. */
    public static TestTenant create() {
        var number = 100_000_000_000_000L + RANDOM.nextLong(800_000_000_000_000L);
        return new TestTenant(new TenantId(UUID.randomUUID()), UUID.randomUUID(), Long.toString(number));
    }

    /** Returns who the tenant's user is in {@code role}. */
    public Caller caller(Role role) {
        return new Caller(id, user, role, "Test User");
    }

    /** Returns a valid access token of the tenant's user. */
    public String token(Role role) {
        return TestKeys.sign(claims(role).build());
    }

    /** Returns the claims of such a token, to be spoilt by tests of security. */
    public JWTClaimsSet.Builder claims(Role role) {
        var now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer("parley")
                .audience("parley-api")
                .subject(user.toString())
                .claim("tid", id.toString())
                .claim("role", role.name())
                .claim("name", "Test User")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)));
    }
}
