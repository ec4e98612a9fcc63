package io.parley.auth.apikey;

import io.parley.auth.AuthError;
import io.parley.auth.account.TenantTransactions;
import io.parley.auth.token.AccessTokenIssuer;
import io.parley.auth.token.OpaqueToken;
import io.parley.kit.crypto.Secret;
import io.parley.kit.security.Caller;
import io.parley.kit.web.ProblemException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Gives an access token of short life for a key. The token's subject is the key, not a user. */
@Component
class ExchangeKey {

    static final Duration LIFETIME = Duration.ofMinutes(2);

    private final TenantTransactions transactions;
    private final ApiKeys keys;
    private final AccessTokenIssuer issuer;
    private final Clock clock;

    ExchangeKey(TenantTransactions transactions, ApiKeys keys, AccessTokenIssuer issuer, Clock clock) {
        this.transactions = transactions;
        this.keys = keys;
        this.issuer = issuer;
        this.clock = clock;
    }

    String exchange(Secret text) {
        var key = KeyText.read(text)
                .flatMap(this::authentic)
                .orElseThrow(() -> ProblemException.of(AuthError.INVALID_API_KEY, "The API key is not valid"));
        var caller = new Caller(key.tenant(), key.id(), key.role(), key.name().value());
        return issuer.issue(caller, clock.instant(), LIFETIME);
    }

    private Optional<ApiKey> authentic(OpaqueToken token) {
        return transactions
                .call(token.tenant(), () -> keys.find(token.tenant(), token.id()))
                .filter(stored -> MessageDigest.isEqual(stored.hash(), KeyText.hash(token)))
                .map(ApiKeys.Stored::key);
    }
}
