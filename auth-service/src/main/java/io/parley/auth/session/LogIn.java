package io.parley.auth.session;

import io.parley.auth.AuthError;
import io.parley.auth.account.Accounts;
import io.parley.auth.account.Accounts.Credentials;
import io.parley.auth.account.EmailAddress;
import io.parley.auth.account.TenantTransactions;
import io.parley.kit.crypto.Secret;
import io.parley.kit.web.ProblemException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Signs a user in. Every failure looks alike: an address nobody has, a wrong password and a disabled user give the same
 * answer after the same work.
 */
@Component
class LogIn {

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
        var found = checks.check(normalised, password, () -> find(normalised))
                .filter(credentials -> credentials.user().active())
                .orElseThrow(() -> ProblemException.of(
                        AuthError.INVALID_CREDENTIALS, "The e-mail address or the password is wrong"));
        var user = found.user();
        return transactions.call(
                user.tenant(),
                () -> new Session(user, accounts.tenant(user.tenant()).orElseThrow(), families.begin(user)));
    }

    private Optional<Credentials> find(String normalised) {
        return addressOf(normalised)
                .flatMap(address -> transactions.callWithoutTenant(() -> accounts.named(address)))
                .flatMap(login ->
                        transactions.call(login.tenant(), () -> accounts.credentials(login.tenant(), login.user())));
    }

    private static Optional<EmailAddress> addressOf(String text) {
        try {
            return Optional.of(new EmailAddress(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
