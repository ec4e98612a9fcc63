package io.parley.auth.session;

import io.parley.auth.account.User;
import io.parley.auth.session.RefreshTokens.Known;
import io.parley.auth.token.AccessTokenIssuer;
import io.parley.auth.token.OpaqueToken;
import io.parley.contract.TenantId;
import io.parley.kit.id.Ids;
import io.parley.kit.security.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Families of refresh tokens. A token is good for one use. Within a short time after it the same pair is given again
 * (double click, two tabs); later its use means that it was stolen, and ends the whole family.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class TokenFamilies {

    private static final Logger log = LoggerFactory.getLogger(TokenFamilies.class);

    private final RefreshTokens tokens;
    private final RefreshSecrets secrets;
    private final AccessTokenIssuer issuer;
    private final SessionProperties properties;
    private final Clock clock;
    private final Ids ids;

    TokenFamilies(
            RefreshTokens tokens,
            RefreshSecrets secrets,
            AccessTokenIssuer issuer,
            SessionProperties properties,
            Clock clock,
            Ids ids) {
        this.tokens = tokens;
        this.secrets = secrets;
        this.issuer = issuer;
        this.properties = properties;
        this.clock = clock;
        this.ids = ids;
    }

    /** Begins a family for a user who has proved who they are. */
    TokenPair begin(User user) {
        var now = now();
        var family = ids.next();
        var token = secrets.first(user.tenant(), ids.next());
        tokens.add(new RefreshTokens.Family(user.tenant(), family, user.id(), now, now.plus(properties.lifetime())));
        store(token, family, now);
        return pair(user, token, now);
    }

    /** Returns the token's successor where it may have one. What it decides is to be committed, a refusal too. */
    Exchange exchange(OpaqueToken token) {
        var known = authentic(token);
        if (known.isEmpty()) {
            return new Exchange.Refused();
        }
        var now = now();
        var row = known.get();
        if (row.revoked() || !row.expiresAt().isAfter(now)) {
            return new Exchange.Refused();
        }
        var successor = secrets.successorOf(token, row.salt());
        var usedAt = row.usedAt();
        if (usedAt == null) {
            tokens.markUsed(token.tenant(), token.id(), now);
            store(successor, row.family(), now);
            return new Exchange.Granted(row.user(), successor, now);
        }
        if (!now.isAfter(usedAt.plus(properties.repeatWithin()))) {
            return new Exchange.Granted(row.user(), successor, usedAt);
        }
        log.warn("refresh token {} was used again: its family {} is revoked", token.id(), row.family());
        tokens.revokeFamily(token.tenant(), row.family(), now);
        return new Exchange.Refused();
    }

    /** Revokes the token's family where it is {@code user}'s. */
    void end(OpaqueToken token, UUID user) {
        authentic(token)
                .filter(known -> known.user().equals(user))
                .ifPresent(known -> tokens.revokeFamily(token.tenant(), known.family(), now()));
    }

    void endAll(TenantId tenant, UUID user) {
        tokens.revokeAll(tenant, user, now());
    }

    TokenPair pair(User user, OpaqueToken token, Instant at) {
        var caller =
                new Caller(user.tenant(), user.id(), user.role(), user.name().value());
        return new TokenPair(issuer.issue(caller, at), token.text());
    }

    private Optional<Known> authentic(OpaqueToken token) {
        return tokens.lock(token.tenant(), token.id()).filter(known -> secrets.matches(token, known.mac()));
    }

    private void store(OpaqueToken token, UUID family, Instant now) {
        tokens.add(new RefreshTokens.Row(
                token.tenant(),
                token.id(),
                family,
                secrets.macOf(token),
                secrets.newSalt(),
                now.plus(properties.lifetime())));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
