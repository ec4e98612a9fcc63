package io.parley.auth.session;

import io.parley.auth.account.Accounts;
import io.parley.auth.account.User;
import io.parley.auth.session.SessionResource.Me;
import io.parley.auth.session.SessionResource.TenantView;
import io.parley.auth.session.SessionResource.UserView;
import io.parley.auth.token.OpaqueToken;
import io.parley.kit.crypto.Secret;
import io.parley.kit.security.Caller;
import io.parley.kit.web.CommonError;
import io.parley.kit.web.ProblemException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a signed-in user sees and ends of their own. */
@Component
class OwnAccount {

    private final Accounts accounts;
    private final TokenFamilies families;

    OwnAccount(Accounts accounts, TokenFamilies families) {
        this.accounts = accounts;
        this.families = families;
    }

    /** Returns the caller's account; a user who is gone or disabled meanwhile has none. */
    @Transactional(readOnly = true)
    Me read(Caller caller) {
        var user = accounts.user(caller.tenant(), caller.user())
                .filter(User::active)
                .orElseThrow(() -> ProblemException.of(CommonError.UNAUTHORIZED, "This account is no longer active"));
        return new Me(
                UserView.of(user),
                TenantView.of(accounts.tenant(caller.tenant()).orElseThrow()));
    }

    /** Ends the session that the token belongs to, if it is one of the caller's. */
    @Transactional
    void logOut(Caller caller, Secret refreshToken) {
        OpaqueToken.parse(refreshToken.reveal())
                .filter(token -> token.tenant().equals(caller.tenant()))
                .ifPresent(token -> families.end(token, caller.user()));
    }
}
