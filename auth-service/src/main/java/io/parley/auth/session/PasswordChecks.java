package io.parley.auth.session;

import io.parley.auth.account.Accounts.Credentials;
import io.parley.auth.account.PasswordHashing;
import io.parley.kit.crypto.Secret;
import io.parley.kit.web.ProblemException;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Checks passwords, and lets nobody try many for one account. */
@Component
class PasswordChecks {

    private static final int LONGEST = 512;

    private final FailedLogins failedLogins;
    private final PasswordHashing passwords;

    PasswordChecks(FailedLogins failedLogins, PasswordHashing passwords) {
        this.failedLogins = failedLogins;
        this.passwords = passwords;
    }

    /** Returns the account's credentials if the password is right; takes as long where there is no such account. */
    Optional<Credentials> check(String account, Secret password, Supplier<Optional<Credentials>> find) {
        failedLogins.attempt(account);
        var credentials = find.get();
        if (!matches(account, password, credentials.map(Credentials::passwordHash))) {
            return Optional.empty();
        }
        failedLogins.succeeded(account);
        return credentials;
    }

    private boolean matches(String account, Secret password, Optional<String> hash) {
        var text = password.reveal();
        var bounded = text.length() > LONGEST ? new Secret("") : password;
        try {
            return passwords.matches(bounded, hash);
        } catch (ProblemException busy) {
            failedLogins.undecided(account);
            throw busy;
        }
    }
}
