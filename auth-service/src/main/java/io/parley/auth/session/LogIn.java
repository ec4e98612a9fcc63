package io.parley.auth.session;

import io.parley.auth.AuthError;
import io.parley.auth.account.Accounts;
import io.parley.auth.account.Accounts.Credentials;
import io.parley.auth.account.Accounts.Login;
import io.parley.auth.account.EmailAddress;
import io.parley.auth.account.TenantTransactions;
import io.parley.contract.TenantId;
import io.parley.kit.crypto.Secret;
import io.parley.kit.web.ProblemException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Signs a user in. Every failure looks alike: an address nobody has, a wrong password and a disabled user give the same
 * answer after the same work.
 */
@Component
class LogIn {

    private static final Login NOBODY = new Login(new TenantId(new UUID(0, 0)), new UUID(0, 0));

    private final TenantTransactions transactions;
    private final Accounts accounts;
    private final PasswordChecks checks;
    private final TokenFamilies families;

    LogIn(TenantTransactions transactions, Accounts accounts, PasswordChecks checks, TokenFamilies families) {
        this.transactions = transactions;
        this.accounts = accounts;
        this.checks = checks;
        this.families = families;
    }

    Session logIn(String email, Secret password) {
        var normalised = EmailAddress.normalised(email);
        return checks.check(normalised, password, () -> find(normalised))
                .flatMap(found -> transactions.call(found.user().tenant(), () -> begin(found)))
                .orElseThrow(() -> ProblemException.of(
                        AuthError.INVALID_CREDENTIALS, "The e-mail address or the password is wrong"));
    }

    private Optional<Session> begin(Credentials checked) {
        if (!accounts.stillHold(checked)) {
            return Optional.empty();
        }
        var user = checked.user();
        return Optional.of(new Session(user, accounts.tenant(user.tenant()).orElseThrow(), families.begin(user)));
    }

    /** Looks as often for an address that nobody has as for one that somebody has. */
    private Optional<Credentials> find(String normalised) {
        var login = addressOf(normalised)
                .flatMap(address -> transactions.callWithoutTenant(() -> accounts.named(address)))
                .orElse(NOBODY);
        return transactions.call(login.tenant(), () -> accounts.credentials(login.tenant(), login.user()));
    }

    private static Optional<EmailAddress> addressOf(String text) {
        try {
            return Optional.of(new EmailAddress(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
