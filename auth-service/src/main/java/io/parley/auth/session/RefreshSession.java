package io.parley.auth.session;

import io.parley.auth.AuthError;
import io.parley.auth.account.Accounts;
import io.parley.auth.account.TenantTransactions;
import io.parley.auth.account.User;
import io.parley.auth.token.OpaqueToken;
import io.parley.kit.crypto.Secret;
import io.parley.kit.web.ProblemException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Exchanges a refresh token for the next pair, as long as its user may still sign in. */
@Component
class RefreshSession {

    private final TenantTransactions transactions;
    private final TokenFamilies families;
    private final Accounts accounts;

    RefreshSession(TenantTransactions transactions, TokenFamilies families, Accounts accounts) {
        this.transactions = transactions;
        this.families = families;
        this.accounts = accounts;
    }

    TokenPair refresh(Secret text) {
        return OpaqueToken.parse(text.reveal())
                .flatMap(token -> transactions.call(token.tenant(), () -> next(token)))
                .orElseThrow(
                        () -> ProblemException.of(AuthError.INVALID_REFRESH_TOKEN, "The refresh token is not valid"));
    }

    private Optional<TokenPair> next(OpaqueToken token) {
        return switch (families.exchange(token)) {
            case Exchange.Granted(var id, var successor, var at) ->
                accounts.user(token.tenant(), id).filter(User::active).map(user -> families.pair(user, successor, at));
            case Exchange.Refused() -> Optional.empty();
        };
    }
}
